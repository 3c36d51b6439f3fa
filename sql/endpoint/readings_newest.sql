-- Where the newest versions of a series' readings within [from, to) begin, so many at most, and how many they are.
SELECT toUnixTimestamp64Milli(min(ts)), count()
FROM
(
    SELECT ts
    FROM reading
    WHERE tenant = {tenant:String} AND series = {series:String}
      AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    ORDER BY ts DESC
    LIMIT {versions:UInt64}
)
