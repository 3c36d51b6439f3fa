-- Which values did a gauge or delta have on a day, how often and how long? Counts and covered time per value bucket.
-- Grain: one local day of a series with any value. Key: (tenant, series, start). The same buckets for all series, so days
-- and series add up: SELECT sumMap(bucket, count), sumMap(bucket, covered_ms).
CREATE TABLE IF NOT EXISTS distribution
(
    tenant      String COMMENT 'whose series it is',
    series      String COMMENT 'name of the series, unique within the tenant',
    start       DateTime64(3, 'UTC') COMMENT 'first instant of the day' CODEC(Delta, LZ4),
    end         DateTime64(3, 'UTC') COMMENT 'first instant after the day' CODEC(Delta, LZ4),
    local_start DateTime64(3, 'UTC') COMMENT 'start as the wall clock of the zone showed it (no instant: do not convert)' CODEC(Delta, LZ4),
    local_end   DateTime64(3, 'UTC') COMMENT 'end as the wall clock of the zone showed it (no instant: do not convert)' CODEC(Delta, LZ4),
    bucket      Array(Int64) COMMENT 'ascending: the value of the bucket that is nearest to zero, in millionths of the canonical unit; below 256 a bucket is one value, above the values with the same leading eight bits; negative ones mirrored',
    count       Array(UInt32) COMMENT 'readings in each bucket',
    covered_ms  Array(UInt32) COMMENT 'milliseconds for which a gauge had a value of each bucket; zeros for a delta',
    revision    UInt64 COMMENT 'grows with every change of the row' CODEC(Delta, LZ4),
    is_deleted  UInt8 COMMENT '1: the day has no value any more'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYear(start)
ORDER BY (tenant, series, start)
COMMENT 'Value distribution of days; query the view distribution_latest';

-- Each day once, without the retracted ones.
CREATE VIEW IF NOT EXISTS distribution_latest AS
SELECT tenant, series, start, end, local_start, local_end, bucket, count, covered_ms, revision
FROM distribution FINAL
COMMENT 'Each day once, without the retracted ones';
