-- The meter events of a series within [from, to), the earliest first.
SELECT toUnixTimestamp64Milli(ts), toString(event), closing, opening, note, source, batch, revision
FROM meter_event FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY ts
LIMIT {limit:UInt32}
