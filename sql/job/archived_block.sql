-- Which bytes did a block or page of days have when it left the state? One row, or none where the copy is gone.
SELECT bytes
FROM archived_block
WHERE tenant = {tenant:String} AND series = {series:String} AND kind = {kind:String} AND key = {key:Int64} AND copy = {copy:Int64}
  AND bytes != ''
LIMIT 1
