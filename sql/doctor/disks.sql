-- How much can the store's disks still take?
SELECT name, path, toInt64(unreserved_space) AS free_bytes, toInt64(total_space) AS total_bytes
FROM system.disks
ORDER BY name
