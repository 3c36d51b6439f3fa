-- Imports of a tenant, the latest first: one of them, or those created before an instant.
SELECT batch, run, toString(phase), waits_for, series, file, options, sha256, bytes, rows_total, rows_done, accepted,
       duplicate, replaced, empty, rejected, undone, toUnixTimestamp64Milli(created),
       toUnixTimestamp64Milli(started), toUnixTimestamp64Milli(finished), token, error_row, toString(error_reason),
       error_detail, revision
FROM batch FINAL
WHERE tenant = {tenant:String} AND ({batch:String} = '' OR batch = {batch:String})
  AND created < fromUnixTimestamp64Milli({before:Int64}, 'UTC')
ORDER BY created DESC, batch
LIMIT {limit:UInt32}
