-- Definitions of a tenant by name, within [first, last], each with its readings: how many there are, the first, the last
-- (from the months) and the quality of the latest day.
WITH named AS
(
    SELECT *
    FROM series FINAL
    WHERE tenant = {tenant:String} AND series >= {first:String} AND series <= {last:String}
    ORDER BY series
    LIMIT {limit:UInt32}
)
SELECT
    named.series, toString(named.kind), toString(named.unit), named.quantity, toString(named.zone), named.name,
    named.max_gap_ms, named.expected_interval_ms, named.horizon_ms,
    named.modulus, named.max_rate, named.signed, named.interval, toString(named.stamp), toString(named.hold),
    named.levels, named.lat, named.lon, named.recomputing, named.revision,
    months.readings, months.first_time, months.first_value, months.last_time, months.last_value, months.latest_revision,
    toString(days.latest_quality)
FROM named
LEFT JOIN
(
    SELECT
        series AS name, sum(count) AS readings,
        toNullable(toUnixTimestamp64Milli(min(first_ts))) AS first_time, toNullable(argMin(first, first_ts)) AS first_value,
        toNullable(toUnixTimestamp64Milli(max(last_ts))) AS last_time, toNullable(argMax(last, last_ts)) AS last_value,
        max(revision) AS latest_revision
    FROM rollup FINAL
    WHERE tenant = {tenant:String} AND series IN (SELECT series FROM named) AND period = 'P1M'
    GROUP BY series
) AS months ON months.name = named.series
LEFT JOIN
(
    SELECT series AS name, toString(argMax(quality, start)) AS latest_quality
    FROM rollup FINAL
    WHERE tenant = {tenant:String} AND series IN (SELECT series FROM named) AND period = 'P1D'
    GROUP BY series
) AS days ON days.name = named.series
ORDER BY named.series
