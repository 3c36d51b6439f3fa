-- When were all readings of a series?
SELECT toUnixTimestamp64Milli(ts)
FROM reading FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
