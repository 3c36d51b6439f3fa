-- What was there before an import replaced it? An undo gives it back.
-- Grain: one reading. Key: (tenant, batch, run, series, ts). The first row written stays: its revision is the greatest.
CREATE TABLE IF NOT EXISTS batch_replaced
(
    tenant         String COMMENT 'whose import it is',
    batch          String COMMENT 'of table batch',
    run            UInt32 COMMENT 'of table batch',
    series         String COMMENT 'name of the series',
    ts             DateTime64(3, 'UTC') COMMENT 'when it was measured' CODEC(Delta, LZ4),
    value          Decimal(18, 6) COMMENT 'the previous value, in the canonical unit of the series',
    note           String COMMENT 'of the previous value',
    source         String COMMENT 'of the previous value',
    previous_batch String COMMENT 'the import that the previous value came with, or empty',
    revision       UInt64 COMMENT 'falls with every later write of the row',
    is_deleted     UInt8 COMMENT '1: forgotten'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, batch, run, series, ts)
COMMENT 'Readings before imports replaced them; query the view batch_replaced_latest';

-- Each replaced reading once.
CREATE VIEW IF NOT EXISTS batch_replaced_latest AS
SELECT tenant, batch, run, series, ts, value, note, source, previous_batch, revision
FROM batch_replaced FINAL
COMMENT 'Each replaced reading once';
