-- Readings of a series that are still those of an import, after an instant, each with what the import replaced there.
SELECT toUnixTimestamp64Milli(owned.ts), owned.value, before.batch != '', before.value, before.note, before.source, before.previous_batch
FROM
(
    SELECT ts, value
    FROM reading FINAL
    WHERE tenant = {tenant:String} AND series = {series:String}
      AND ts > fromUnixTimestamp64Milli({after:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')
      AND batch = {batch:String}
    ORDER BY ts
    LIMIT {limit:UInt32}
) AS owned
LEFT ANY JOIN
(
    SELECT ts, batch, value, note, source, previous_batch
    FROM batch_replaced FINAL
    WHERE tenant = {tenant:String} AND batch = {batch:String} AND run = {run:UInt32} AND series = {series:String}
      AND ts > fromUnixTimestamp64Milli({after:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')
) AS before ON before.ts = owned.ts
ORDER BY owned.ts
