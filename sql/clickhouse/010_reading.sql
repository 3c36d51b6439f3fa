-- What was measured? Every accepted reading, as sent, in the canonical unit of its series; a deleted one is a tombstone.
-- Grain: one reading. Key: (tenant, series, ts). The row with the greatest revision is the reading.
CREATE TABLE IF NOT EXISTS reading
(
    tenant     String COMMENT 'whose series it is',
    series     String COMMENT 'name of the series, unique within the tenant',
    ts         DateTime64(3, 'UTC') COMMENT 'when it was measured' CODEC(Delta, LZ4),
    value      Decimal(18, 6) COMMENT 'in the canonical unit of the series: Wh, W, m3, Cel or 1' CODEC(Delta, LZ4),
    note       String COMMENT 'free text sent with the reading, or empty',
    source     String COMMENT 'who sent it, as told by the sender, or empty',
    batch      String COMMENT 'the import it came with, or empty',
    revision   UInt64 COMMENT 'grows with every change of the row' CODEC(Delta, LZ4),
    is_deleted UInt8 COMMENT '1: the reading was deleted'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYear(ts)
ORDER BY (tenant, series, ts)
COMMENT 'All raw readings; query the view reading_latest';

-- Each reading once, without the deleted ones.
CREATE VIEW IF NOT EXISTS reading_latest AS
SELECT tenant, series, ts, value, note, source, batch, revision
FROM reading FINAL
COMMENT 'Each reading once, without the deleted ones';
