-- The month ends of one counter in one mode, months counted as twelve times the year plus 0 to 11; the earliest first.
SELECT
    toInt32(toYear(month) * 12 + toMonth(month) - 1) AS number, toUnixTimestamp64Milli(end), toString(method),
    CAST(end_reading AS Nullable(Decimal(38, 6))), toUnixTimestamp64Milli(left_ts), left, toUnixTimestamp64Milli(right_ts),
    right, consumption, toString(quality), revision
FROM month_end FINAL
WHERE tenant = {tenant:String} AND series = {series:String} AND mode = {mode:String}
  -- By numbers of days: toDate takes those after the last Date, in 2149, for seconds.
  AND toInt32(month) >= {from:Int32} AND toInt32(month) <= {to:Int32}
ORDER BY month
