-- How many series has a tenant, and how many of them have been silent for more than three of their expected intervals, and
-- at least five minutes? Only months of the last 400 days are looked at: what is silent for longer is silent.
WITH watched AS
(
    SELECT series, expected_interval_ms
    FROM series FINAL
    WHERE tenant = {tenant:String} AND expected_interval_ms IS NOT NULL
)
SELECT
    -- A scalar subquery may be null to the type system, and a null is a byte more on the wire.
    assumeNotNull((SELECT count() FROM series FINAL WHERE tenant = {tenant:String})), count(),
    countIf(toUnixTimestamp64Milli(now64(3)) - ifNull(months.last_ms, 0)
        > greatest(3 * assumeNotNull(watched.expected_interval_ms), 300000))
FROM watched
LEFT JOIN
(
    SELECT series AS name, toNullable(toUnixTimestamp64Milli(max(last_ts))) AS last_ms
    FROM rollup FINAL
    WHERE tenant = {tenant:String} AND series IN (SELECT series FROM watched) AND period = 'P1M'
      AND start >= now() - INTERVAL 400 DAY AND last_ts IS NOT NULL
    GROUP BY series
) AS months ON months.name = watched.series
