-- How much of what a series should have sent on a day is there? For series with an expected interval.
-- Grain: one local day that a reading or a span touches, as in rollup. Key: (tenant, series, start). A day without a row
-- that lies between the first and the last reading has none of its readings: length_ms is the day's length, actual 0.
-- The day of the last reading counts up to that reading (a delta's: to the end of the span it tells of).
CREATE TABLE IF NOT EXISTS completeness
(
    tenant         String COMMENT 'whose series it is',
    series         String COMMENT 'name of the series, unique within the tenant',
    start          DateTime64(3, 'UTC') COMMENT 'first instant of the day' CODEC(Delta, LZ4),
    end            DateTime64(3, 'UTC') COMMENT 'first instant after the day' CODEC(Delta, LZ4),
    local_start    DateTime64(3, 'UTC') COMMENT 'start as the wall clock of the zone showed it (no instant: do not convert)' CODEC(Delta, LZ4),
    local_end      DateTime64(3, 'UTC') COMMENT 'end as the wall clock of the zone showed it (no instant: do not convert)' CODEC(Delta, LZ4),
    length_ms      UInt64 COMMENT 'milliseconds of the day that count: all, or those up to the last reading of the series',
    expected       UInt64 COMMENT 'readings that fit into them, by the expected interval',
    actual         UInt64 COMMENT 'readings there are, each time once',
    missing        UInt64 COMMENT 'expected ones that are not there',
    longest_gap_ms UInt64 COMMENT 'longest stretch without a reading, from the day''s start and to its end too',
    measured_ms    UInt64 COMMENT 'milliseconds known by measurement',
    revision       UInt64 COMMENT 'grows with every change of the row' CODEC(Delta, LZ4),
    is_deleted     UInt8 COMMENT '1: nothing touches the day, or expects anything of it, any more'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYear(start)
ORDER BY (tenant, series, start)
COMMENT 'Completeness of days; query the view completeness_latest';

-- Each day once, without the retracted ones, with its shares.
CREATE VIEW IF NOT EXISTS completeness_latest AS
SELECT tenant, series, start, end, local_start, local_end, length_ms, expected, actual, missing, longest_gap_ms, measured_ms,
       if(length_ms = 0, 0, measured_ms / length_ms) AS measured_share,
       if(expected = 0, 1, least(1, actual / expected)) AS score, revision
FROM completeness FINAL
COMMENT 'Each day once, without the retracted ones';
