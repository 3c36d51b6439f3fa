-- The windows of one period of a series that start within [from, to] and have readings, grouped by the greatest bounds that
-- are not after their first and their last reading.
SELECT
    roundDown(toUnixTimestamp64Milli(assumeNotNull(first_ts)), {bounds:Array(Int64)}) AS first_bound,
    roundDown(toUnixTimestamp64Milli(assumeNotNull(last_ts)), {bounds:Array(Int64)}) AS last_bound,
    sum(count), toUnixTimestamp64Milli(min(assumeNotNull(first_ts))), toUnixTimestamp64Milli(max(assumeNotNull(last_ts))),
    max(revision)
FROM rollup FINAL
WHERE tenant = {tenant:String} AND series = {series:String} AND period = {period:String} AND count > 0
  AND start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND start <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
GROUP BY first_bound, last_bound
