-- When were all readings of a series? A row a month of UTC, as the reader's limit is one of rows.
SELECT groupArray(toUnixTimestamp64Milli(ts))
FROM reading FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
GROUP BY toYYYYMM(ts)
