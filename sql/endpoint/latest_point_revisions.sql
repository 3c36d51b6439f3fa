-- The greatest revision of each of some series, among the windows of one period that start within [from, to).
SELECT series, max(revision)
FROM rollup
WHERE tenant = {tenant:String} AND series IN {series:Array(String)} AND period = {period:String}
  AND start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
GROUP BY series
