-- What an import would meet: readings of some series within [from, to], and whether this very run replaced another there.
SELECT series, toUnixTimestamp64Milli(ts), value, note, source, batch,
       batch = {batch:String} AND (series, ts) IN
       (
           SELECT series, ts
           FROM batch_replaced
           WHERE tenant = {tenant:String} AND batch = {batch:String} AND run = {run:UInt32}
             AND series IN {series:Array(String)}
             AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
       )
FROM reading FINAL
WHERE tenant = {tenant:String} AND series IN {series:Array(String)}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
LIMIT {limit:UInt32}
