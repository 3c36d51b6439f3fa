-- The same of the readings in some hours (of UTC), which are given as the seconds of the first and the last of each run.
-- The set of hours lets the primary key skip what lies between them.
SELECT
    roundDown(toUnixTimestamp64Milli(ts), {bounds:Array(Int64)}) AS bound, bound,
    count(), toUnixTimestamp64Milli(min(ts)), toUnixTimestamp64Milli(max(ts)), max(revision)
FROM reading FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND toStartOfHour(ts) IN
  (
      SELECT toDateTime(arrayJoin(arrayFlatten(arrayMap(
          (first_hour, last_hour) -> range(first_hour, last_hour + 3600, 3600),
          {first_hours:Array(UInt32)}, {last_hours:Array(UInt32)}))), 'UTC')
  )
GROUP BY bound
