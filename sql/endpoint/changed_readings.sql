-- What changed in some series since a revision of each? The newest row of every reading within [from, to) that is newer
-- than that, also of those that were deleted.
SELECT series, is_deleted, toUnixTimestamp64Milli(ts), value, revision
FROM reading
WHERE tenant = {tenant:String} AND series IN {series:Array(String)}
  AND ts >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ts < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND revision > transform(series, {series:Array(String)}, {since:Array(UInt64)}, toUInt64(0))
ORDER BY series, ts, revision DESC
LIMIT 1 BY series, ts
LIMIT {limit:UInt32}
