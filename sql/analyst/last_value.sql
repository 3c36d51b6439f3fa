-- What did each series say last, and how old is that?
-- Grain: one series, also one without readings. Parameters: tenant; now, the instant to count from, such as now64(3).
-- Late: silent for longer than three expected intervals and five minutes; null where nothing is expected or nothing came.
SELECT
    series.series AS series,
    month.last_value AS last_value,
    series.canonical_unit AS unit,
    month.last_time AS last_ts,
    dateDiff('second', month.last_time, {now:DateTime64(3, 'UTC')}) AS age_s,
    if(series.expected_interval_ms IS NULL, NULL,
        dateDiff('ms', month.last_time, {now:DateTime64(3, 'UTC')})
            > greatest(3 * ifNull(series.expected_interval_ms, 0), 5 * 60 * 1000)) AS late
FROM series_latest AS series
LEFT JOIN
(
    -- The months know it: a few rows a series, however many readings.
    SELECT series, argMax(last, last_ts) AS last_value, max(last_ts) AS last_time
    FROM rollup_latest
    WHERE tenant = {tenant:String} AND period = 'P1M'
    GROUP BY series
) AS month ON month.series = series.series
WHERE series.tenant = {tenant:String}
ORDER BY series
