-- What do somebody's activities of a type come to? One precomputed row per local day, ISO week and month.
-- Grain: one period of the places' own calendars in which an activity started. Key: (tenant, type, period, start).
CREATE TABLE IF NOT EXISTS activity_summary
(
    tenant          String COMMENT 'whose activities they are',
    type            LowCardinality(String) COMMENT 'of the activities',
    period          Enum8('P1D' = 1, 'P7D' = 2, 'P1M' = 3) COMMENT 'day, week or month; weeks start on Monday (ISO 8601)',
    start           Date COMMENT 'first local day of the period, by the clock of where each activity started',
    count           UInt64 COMMENT 'activities that started in it',
    distance_m      Decimal(38, 6) COMMENT 'sum of their lengths',
    moving_s        Decimal(38, 6) COMMENT 'sum of their times in motion',
    elevation_m     Decimal(38, 6) COMMENT 'sum of the metres climbed',
    speed           Nullable(Decimal(18, 6)) COMMENT 'm/s: the length by the time of those that have both',
    heart_rate      Nullable(Decimal(18, 6)) COMMENT 'beats per minute: the mean, weighted by the time in motion, or from start to end where that is not known',
    distance_bucket Array(Int64) COMMENT 'ascending: the length in micrometres of the bucket that is nearest to zero; buckets as in distribution',
    distance_count  Array(UInt32) COMMENT 'activities in each bucket',
    pace_bucket     Array(Int64) COMMENT 'ascending: the pace in microseconds per kilometre of the bucket that is nearest to zero',
    pace_count      Array(UInt32) COMMENT 'activities in each bucket',
    revision        UInt64 COMMENT 'grows with every change of the row',
    is_deleted      UInt8 COMMENT '1: no activity is left'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, type, period, start)
COMMENT 'Sums of activities; query the view activity_summary_latest';

-- Each period once, without the empty ones.
CREATE VIEW IF NOT EXISTS activity_summary_latest AS
SELECT tenant, type, period, start, count, distance_m, moving_s, elevation_m, speed, heart_rate, distance_bucket, distance_count, pace_bucket, pace_count, revision
FROM activity_summary FINAL
COMMENT 'Each period once, without the empty ones';
