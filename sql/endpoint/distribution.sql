-- The values of a series over the days that touch [from, to): readings and covered time by value bucket, ascending.
SELECT
    value_bucket, sum(readings), sum(covered),
    toUnixTimestamp64Milli(min(start)), toUnixTimestamp64Milli(max(end)), max(revision)
FROM
(
    SELECT start, end, revision, bucket, count, covered_ms
    FROM distribution FINAL
    WHERE tenant = {tenant:String} AND series = {series:String}
      AND start >= fromUnixTimestamp64Milli({first:Int64}, 'UTC') AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      AND end > fromUnixTimestamp64Milli({from:Int64}, 'UTC')
)
ARRAY JOIN bucket AS value_bucket, count AS readings, covered_ms AS covered
GROUP BY value_bucket
ORDER BY value_bucket
