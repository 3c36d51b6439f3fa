-- How many readings has a series, and when were the first and the last measured? (From the months.)
SELECT sum(count), toUnixTimestamp64Milli(min(assumeNotNull(first_ts))), toUnixTimestamp64Milli(max(assumeNotNull(last_ts)))
FROM rollup FINAL
WHERE tenant = {tenant:String} AND series = {series:String} AND period = 'P1M' AND count > 0
HAVING sum(count) > 0
