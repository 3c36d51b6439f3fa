-- The greatest revision of each of some series, among the readings within [from, to).
SELECT series, max(revision)
FROM reading
WHERE tenant = {tenant:String} AND series IN {series:Array(String)}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
GROUP BY series
