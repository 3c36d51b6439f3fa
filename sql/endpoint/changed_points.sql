-- What changed in some series since a revision of each? The newest row of every window of one period that starts within
-- [from, to) and whose row is newer than that, also where it says that the window is no more.
SELECT
    series, is_deleted,
    toUnixTimestamp64Milli(start), toUnixTimestamp64Milli(end), count,
    toUnixTimestamp64Milli(first_ts), first, toUnixTimestamp64Milli(last_ts), last,
    min, max, sum, total, mean, measured_ms, interpolated_ms, toString(quality), revision
FROM rollup
WHERE tenant = {tenant:String} AND series IN {series:Array(String)} AND period = {period:String}
  AND start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND revision > transform(series, {series:Array(String)}, {since:Array(UInt64)}, toUInt64(0))
ORDER BY series, start, revision DESC
LIMIT 1 BY series, start
LIMIT {limit:UInt32}
