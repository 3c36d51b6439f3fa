-- Which series have fallen silent? What was last said of each: the last event of topic liveness.
-- Grain: one series with an expected interval that was ever stale. Key: (tenant, series).
CREATE TABLE IF NOT EXISTS liveness
(
    tenant     String COMMENT 'whose series it is',
    series     String COMMENT 'name of the series, unique within the tenant',
    event      LowCardinality(String) COMMENT 'stale or recovered',
    ts         DateTime64(3, 'UTC') COMMENT 'since when: stale three expected intervals after the log received its latest reading, recovered when the log received one again',
    last_ts    Nullable(DateTime64(3, 'UTC')) COMMENT 'time of its last reading then',
    revision   UInt64 COMMENT 'grows with every change of the row',
    is_deleted UInt8 COMMENT '1: nothing is expected of the series any more'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, series)
COMMENT 'Silent series; query the view liveness_latest';

-- Each series once, without those of which nothing is expected any more.
CREATE VIEW IF NOT EXISTS liveness_latest AS
SELECT tenant, series, event, ts, last_ts, revision
FROM liveness FINAL
COMMENT 'Each series once, without those of which nothing is expected any more';
