-- Which rows of an import cannot be used, and why? The first 10,000 of each batch.
-- Grain: one row, or one field of it. Key: (tenant, batch, run, row, column, number).
CREATE TABLE IF NOT EXISTS batch_rejection
(
    tenant     String COMMENT 'whose import it is',
    batch      String COMMENT 'of table batch',
    run        UInt32 COMMENT 'of table batch',
    row        UInt64 COMMENT 'line of the file, from 1, where the row starts',
    column     String COMMENT 'header of the column, or empty where the row as a whole is meant',
    number     UInt32 COMMENT 'order within the batch',
    reason     LowCardinality(String) COMMENT 'reason code',
    detail     String COMMENT 'the value and what is allowed',
    raw        String COMMENT 'the row as it is in the file, at most its first 1000 bytes',
    revision   UInt64 COMMENT 'grows with every change of the row',
    is_deleted UInt8 COMMENT '1: forgotten'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, batch, run, row, column, number)
COMMENT 'Rejected rows of imports; query the view batch_rejection_latest';

-- Each rejection once, of the last run of its batch.
CREATE VIEW IF NOT EXISTS batch_rejection_latest AS
SELECT tenant, batch, run, row, column, number, reason, detail, raw, revision
FROM batch_rejection FINAL
WHERE (tenant, batch, run) IN (SELECT tenant, batch, run FROM batch FINAL)
COMMENT 'Each rejection once, of the last run of its batch';
