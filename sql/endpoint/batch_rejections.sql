-- Rejected rows of a run of an import, in the order of the file.
SELECT row, column, number, toString(reason), detail, raw
FROM batch_rejection FINAL
WHERE tenant = {tenant:String} AND batch = {batch:String} AND run = {run:UInt32}
ORDER BY row, number
LIMIT {offset:UInt32}, {limit:UInt32}
