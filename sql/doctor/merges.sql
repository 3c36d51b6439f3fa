-- Which merges run?
SELECT table AS name, toInt64(elapsed) AS elapsed_s, toInt64(progress * 100) AS percent, toInt64(num_parts) AS parts
FROM system.merges
WHERE database = currentDatabase()
ORDER BY elapsed DESC
LIMIT 20
