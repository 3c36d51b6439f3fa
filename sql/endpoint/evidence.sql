-- The evidence of the pairs of readings whose span, or later reading, lies within [from, to) or reaches into it.
SELECT
    toUnixTimestamp64Milli(from_ts), toUnixTimestamp64Milli(ts), toString(rule), toString(source), events,
    mark, previous, value, toNullable(increment), revision
FROM counter_evidence FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND from_ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY ts
LIMIT {limit:UInt32}
