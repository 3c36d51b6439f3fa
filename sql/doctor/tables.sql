-- Which tables and views are there, and how are they ordered?
SELECT name, engine, engine_full, sorting_key, partition_key
FROM system.tables
WHERE database = currentDatabase()
ORDER BY name
