-- The completeness of those days of a series that touch [from, to) and have a row, the earliest first.
SELECT
    toUnixTimestamp64Milli(start), toUnixTimestamp64Milli(end),
    length_ms, expected, actual, longest_gap_ms, measured_ms, revision
FROM completeness FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
  AND start >= fromUnixTimestamp64Milli({first:Int64}, 'UTC') AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND end > fromUnixTimestamp64Milli({from:Int64}, 'UTC')
ORDER BY start
LIMIT {limit:UInt32}
