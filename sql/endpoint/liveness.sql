-- What was last said of a series: whether it is silent for too long, since when, and the time of its last reading then.
SELECT event = 'stale', toUnixTimestamp64Milli(ts), toUnixTimestamp64Milli(last_ts), revision
FROM liveness FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
