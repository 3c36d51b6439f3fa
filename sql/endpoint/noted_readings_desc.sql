-- The readings with their texts of a series within [from, to), the latest first.
SELECT toUnixTimestamp64Milli(ts), value, note, source, revision
FROM reading FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY ts DESC
LIMIT {limit:UInt32}
