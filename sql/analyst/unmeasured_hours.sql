-- Which hours of a series are not known by measurement alone?
-- Grain: one hour that is partial or interpolated, or one stretch of hours without any row ('absent': nothing touched
-- them) between two that have one. Parameters: tenant; series; from and to, instants, to is not included.
-- Local times are the wall clock's; the hour that autumn repeats is two rows.
WITH hours AS
(
    SELECT
        start, end, local_start, local_end, quality, measured_ms, interpolated_ms,
        leadInFrame(start) OVER following AS next_start,
        leadInFrame(local_start) OVER following AS next_local_start
    FROM rollup_latest
    WHERE tenant = {tenant:String} AND series = {series:String} AND period = 'PT1H'
      AND start >= {from:DateTime64(3, 'UTC')} AND start < {to:DateTime64(3, 'UTC')}
    WINDOW following AS (ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT *
FROM
(
    SELECT
        start, end, local_start, local_end, toString(quality) AS quality,
        intDiv(measured_ms, 1000) AS measured_s, intDiv(interpolated_ms, 1000) AS interpolated_s
    FROM hours
    WHERE hours.quality != 'measured'
    UNION ALL
    -- Behind the last hour the next start is 1970.
    SELECT end, next_start, local_end, next_local_start, 'absent', 0, 0
    FROM hours
    WHERE next_start > end
)
ORDER BY start
