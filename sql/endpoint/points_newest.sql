-- Where the newest versions of a series' windows of one period within [from, to) begin, so many at most, and how many they are.
SELECT toUnixTimestamp64Milli(min(start)), count()
FROM
(
    SELECT start
    FROM rollup
    WHERE tenant = {tenant:String} AND series = {series:String} AND period = {period:String}
      AND start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    ORDER BY start DESC
    LIMIT {versions:UInt64}
)
