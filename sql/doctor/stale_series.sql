-- Which series have been silent for more than three of their expected intervals, and at least five minutes?
-- The last reading is that of the last month which has any; a silence of over 400 days has no last reading here.
WITH watched AS
(
    SELECT tenant, series, expected_interval_ms AS every_ms
    FROM series FINAL
    WHERE expected_interval_ms IS NOT NULL
)
SELECT
    watched.tenant AS of_tenant, watched.series AS of_series, assumeNotNull(watched.every_ms) AS interval_ms,
    ifNull(months.last_ms, 0) AS read_ms, toInt64(count() OVER ()) AS all_stale
FROM watched
LEFT JOIN
(
    SELECT tenant AS owner, series AS name, toNullable(toUnixTimestamp64Milli(max(last_ts))) AS last_ms
    FROM rollup FINAL
    WHERE period = 'P1M' AND start >= now() - INTERVAL 400 DAY AND last_ts IS NOT NULL
      AND (tenant, series) IN (SELECT tenant, series FROM watched)
    GROUP BY tenant, series
) AS months ON months.owner = watched.tenant AND months.name = watched.series
WHERE toUnixTimestamp64Milli(now64(3)) - read_ms > greatest(3 * interval_ms, 300000)
ORDER BY read_ms DESC
LIMIT 20
