-- Which parts were put aside, and why?
SELECT table AS name, toInt64(count()) AS parts, ifNull(any(reason), '') AS why
FROM system.detached_parts
WHERE database = currentDatabase()
GROUP BY table
ORDER BY table
