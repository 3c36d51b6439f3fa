-- Which columns have the tables and views?
SELECT of_table, arrayStringConcat(groupArray(column), ',') AS columns
FROM
(
    SELECT table AS of_table, name AS column
    FROM system.columns
    WHERE database = currentDatabase()
    ORDER BY table, position
)
GROUP BY of_table
