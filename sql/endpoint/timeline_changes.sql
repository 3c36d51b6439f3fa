-- Which readings of a series came, changed or went after a revision? Not FINAL, so that parts without any are skipped.
SELECT toUnixTimestamp64Milli(ts), argMax(is_deleted, revision), max(revision) AS latest
FROM reading
WHERE tenant = {tenant:String} AND series = {series:String} AND revision > {since:UInt64}
GROUP BY ts
LIMIT {limit:UInt32}
