-- How many parts has each table, and how many its fullest partition?
SELECT
    name, toInt64(sum(part_count)) AS parts, toInt64(max(part_count)) AS most, argMax(part_of, part_count) AS fullest,
    toInt64(sum(row_count)) AS row_total, toInt64(sum(byte_count)) AS byte_total,
    toInt64(any(delay)) AS delayed_at, toInt64(any(refuse)) AS refused_at
FROM
(
    SELECT
        table AS name, partition AS part_of, count() AS part_count, sum(rows) AS row_count,
        sum(bytes_on_disk) AS byte_count,
        (SELECT toUInt64(value) FROM system.merge_tree_settings WHERE name = 'parts_to_delay_insert') AS delay,
        (SELECT toUInt64(value) FROM system.merge_tree_settings WHERE name = 'parts_to_throw_insert') AS refuse
    FROM system.parts
    WHERE active AND database = currentDatabase()
    GROUP BY table, partition
)
GROUP BY name
ORDER BY name
