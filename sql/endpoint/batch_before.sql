-- What an import replaced in a series after an instant, by time: what an undo gives back instead of that import's own.
SELECT toUnixTimestamp64Milli(ts), value, note, source, previous_batch
FROM batch_replaced FINAL
WHERE tenant = {tenant:String} AND batch = {batch:String} AND run = {run:UInt32} AND series = {series:String}
  AND ts > fromUnixTimestamp64Milli({after:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')
ORDER BY ts
LIMIT {limit:UInt32}
