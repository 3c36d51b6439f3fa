-- What did a meter show at the end of a month, and what was used in it? One precomputed row per counter, mode and month.
-- Grain: one local month whose end is known. Key: (tenant, series, mode, month).
-- Mode exact follows increments, resets and rollovers; mode compat the rules of the old application. Of compat, the
-- outermost rows are extrapolated: their line goes on through the months before and behind, which have no row.
CREATE TABLE IF NOT EXISTS month_end
(
    tenant      String COMMENT 'whose series it is',
    series      String COMMENT 'name of the series, unique within the tenant',
    mode        Enum8('exact' = 1, 'compat' = 2) COMMENT 'by which rules: exact, or those of the old application',
    month       Date COMMENT 'first day of the month in the zone of the series',
    end         DateTime64(3, 'UTC') COMMENT 'instant at which the next month starts',
    end_reading Decimal(38, 6) COMMENT 'the register at the end of the month',
    method      Enum8('measured' = 1, 'actual' = 2, 'interpolated' = 3, 'extrapolated' = 4, 'missing' = 5) COMMENT 'how the end reading is known; missing in retracted rows only',
    left_ts     DateTime64(3, 'UTC') COMMENT 'time of the earlier of the two readings that the end comes from',
    left        Decimal(18, 6) COMMENT 'value of the earlier reading',
    right_ts    DateTime64(3, 'UTC') COMMENT 'time of the later reading; the same where one reading is the end',
    right       Decimal(18, 6) COMMENT 'value of the later reading',
    consumption Nullable(Decimal(38, 6)) COMMENT 'what was used in the month; null where an end that it needs is missing',
    quality     Enum8('measured' = 1, 'actual' = 2, 'interpolated' = 3, 'extrapolated' = 4, 'missing' = 5) COMMENT 'how the consumption is known: the worse of its two ends',
    revision    UInt64 COMMENT 'grows with every change of the row',
    is_deleted  UInt8 COMMENT '1: the end of the month is not known any more'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, series, mode, month)
COMMENT 'Month ends of counters; query the view month_end_latest';

-- Each month once, without the retracted ones.
CREATE VIEW IF NOT EXISTS month_end_latest AS
SELECT tenant, series, mode, month, end, end_reading, method, left_ts, left, right_ts, right, consumption, quality, revision
FROM month_end FINAL
COMMENT 'Each month once, without the retracted ones';
