-- Which series did an import write to, and from when to when? An undo looks no further.
-- Grain: one series of a batch's run. Key: (tenant, batch, run, series).
CREATE TABLE IF NOT EXISTS batch_series
(
    tenant     String COMMENT 'whose import it is',
    batch      String COMMENT 'of table batch',
    run        UInt32 COMMENT 'of table batch',
    series     String COMMENT 'name of the series',
    first_ts   DateTime64(3, 'UTC') COMMENT 'of its earliest reading',
    last_ts    DateTime64(3, 'UTC') COMMENT 'of its latest reading',
    readings   UInt64 COMMENT 'how many rows it has',
    revision   UInt64 COMMENT 'grows with every change of the row',
    is_deleted UInt8 COMMENT '1: forgotten'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, batch, run, series)
COMMENT 'Series of imports; query the view batch_series_latest';

-- Each series of a run once.
CREATE VIEW IF NOT EXISTS batch_series_latest AS
SELECT tenant, batch, run, series, first_ts, last_ts, readings, revision
FROM batch_series FINAL
COMMENT 'Each series of a run once';
