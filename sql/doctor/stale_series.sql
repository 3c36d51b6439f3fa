-- Which series have been silent for more than three of their expected intervals, and at least five minutes, as the readings
-- job has found? Those that fell silent last come first.
SELECT
    silent.tenant AS of_tenant, silent.series AS of_series,
    assumeNotNull(watched.expected_interval_ms) AS interval_ms,
    ifNull(toUnixTimestamp64Milli(silent.last_ts), 0) AS read_ms, toInt64(count() OVER ()) AS all_stale
FROM (SELECT tenant, series, ts, last_ts FROM liveness FINAL WHERE event = 'stale') AS silent
INNER JOIN (SELECT tenant, series, expected_interval_ms FROM series FINAL WHERE expected_interval_ms IS NOT NULL) AS watched
    ON watched.tenant = silent.tenant AND watched.series = silent.series
ORDER BY silent.ts DESC
LIMIT 20
