-- How much did each series use on each local day, and how far is that known by measurement?
-- Grain: one local day of one series. Parameters: tenant; from and to, local dates, to is not included.
-- A day without a row touched no reading: nothing is known of it. measured is the share of the day, 1 = all of it.
SELECT
    day.series AS series,
    toDate(day.local_start) AS local_date,
    day.total AS total,
    -- Power over time is energy.
    if(series.canonical_unit = 'W', 'Wh', series.canonical_unit) AS unit,
    day.quality AS quality,
    round(day.measured_ms / dateDiff('ms', day.start, day.end), 3) AS measured
FROM rollup_latest AS day
INNER JOIN series_latest AS series ON series.tenant = day.tenant AND series.series = day.series
WHERE day.tenant = {tenant:String} AND day.period = 'P1D' AND day.total IS NOT NULL
  AND local_date >= {from:Date} AND local_date < {to:Date}
  -- What the tables are sorted by: no zone is more than a day from UTC.
  AND day.start >= toDateTime64({from:Date}, 3, 'UTC') - INTERVAL 1 DAY
  AND day.start < toDateTime64({to:Date}, 3, 'UTC') + INTERVAL 1 DAY
ORDER BY series, local_date
