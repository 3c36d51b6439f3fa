-- Which mutations are not done?
SELECT
    table AS name, mutation_id, command, toInt64(toUnixTimestamp(create_time)) AS created_s,
    toInt64(parts_to_do) AS parts, latest_fail_reason AS failure
FROM system.mutations
WHERE database = currentDatabase() AND NOT is_done
ORDER BY create_time
LIMIT 20
