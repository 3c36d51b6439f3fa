-- The readings of a series within [from, to], grouped by the greatest bound that is not after them.
SELECT
    roundDown(toUnixTimestamp64Milli(ts), {bounds:Array(Int64)}) AS bound, bound,
    count(), toUnixTimestamp64Milli(min(ts)), toUnixTimestamp64Milli(max(ts)), max(revision)
FROM reading FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
GROUP BY bound
