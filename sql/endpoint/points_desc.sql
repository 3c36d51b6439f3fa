-- The windows of one period of a series that start within [from, to), the latest first.
SELECT
    toUnixTimestamp64Milli(start), toUnixTimestamp64Milli(end), count,
    toUnixTimestamp64Milli(first_ts), first, toUnixTimestamp64Milli(last_ts), last,
    min, max, sum, total, mean, measured_ms, interpolated_ms, toString(quality), revision
FROM rollup FINAL
WHERE tenant = {tenant:String} AND series = {series:String} AND period = {period:String}
  AND start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY start DESC
LIMIT {limit:UInt32}
