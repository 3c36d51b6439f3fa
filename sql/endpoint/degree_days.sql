-- The degree days of a cell, as a tenant sees it, that touch [from, to), the earliest first.
SELECT toInt32(day), toUnixTimestamp64Milli(start), toUnixTimestamp64Milli(end), temperature, heating, cooling, covered_ms, own_ms, provisional,
  revision
FROM degree_day FINAL
WHERE tenant = {tenant:String} AND cell = {cell:String} AND zone = {zone:String}
  AND day >= toDate({first_day:Int32}) AND day <= toDate({last_day:Int32})
  AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND end > fromUnixTimestamp64Milli({from:Int64}, 'UTC')
ORDER BY day
LIMIT {limit:UInt32}
