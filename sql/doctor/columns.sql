-- Which columns have the tables and views?
SELECT table AS name, arrayStringConcat(groupArray(name), ',') AS columns
FROM (SELECT table, name FROM system.columns WHERE database = currentDatabase() ORDER BY table, position)
GROUP BY table
