-- What is known of a meter's register? Every accepted meter event: a reset, a rollover, an exchange, a correction.
-- Grain: one event. Key: (tenant, series, ts). The row with the greatest revision is the event.
CREATE TABLE IF NOT EXISTS meter_event
(
    tenant     String COMMENT 'whose series it is',
    series     String COMMENT 'name of the series, unique within the tenant',
    ts         DateTime64(3, 'UTC') COMMENT 'when it happened',
    event      LowCardinality(String) COMMENT 'reset, rollover, swap or correction; empty in a tombstone',
    closing    Nullable(Decimal(18, 6)) COMMENT 'of a swap: what the old register showed when it went, in the canonical unit',
    opening    Nullable(Decimal(18, 6)) COMMENT 'of a swap: what the new register showed when it came, in the canonical unit',
    note       String COMMENT 'free text sent with the event, or empty',
    source     String COMMENT 'who sent it, as told by the sender, or empty',
    batch      String COMMENT 'the batch named with it, or empty',
    revision   UInt64 COMMENT 'grows with every change of the row',
    is_deleted UInt8 COMMENT '1: the event was deleted, or its series was'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, series, ts)
COMMENT 'What was told of meters; query the view meter_event_latest';

-- Each meter event once, without the deleted ones.
CREATE VIEW IF NOT EXISTS meter_event_latest AS
SELECT tenant, series, ts, event, closing, opening, note, source, batch, revision
FROM meter_event FINAL
COMMENT 'Each meter event once, without the deleted ones';
