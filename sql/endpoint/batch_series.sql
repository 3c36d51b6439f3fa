-- Series that a run of an import wrote to.
SELECT series, toUnixTimestamp64Milli(first_ts), toUnixTimestamp64Milli(last_ts), readings
FROM batch_series FINAL
WHERE tenant = {tenant:String} AND batch = {batch:String} AND run = {run:UInt32}
ORDER BY series
LIMIT {limit:UInt32}
