-- What became of each import? Written by the endpoint while it works on one, about once a second.
-- Grain: one batch: a file, with the options that it was sent with. Key: (tenant, batch).
CREATE TABLE IF NOT EXISTS batch
(
    tenant       String COMMENT 'whose import it is',
    batch        String COMMENT 'made from series, options and content: the same file sent again is the same batch',
    run          UInt32 COMMENT 'grows where a refused, failed or undone batch is sent again',
    phase        LowCardinality(String) COMMENT 'queued, inspecting, waiting, validating, sending, done, refused, failed, undoing, undone',
    waits_for    String COMMENT 'what holds it up at the moment, or empty',
    series       String COMMENT 'the series it was sent for, or empty where the file names them',
    file         String COMMENT 'name of the file as told, or empty',
    options      String COMMENT 'the options as given, a line each',
    sha256       String COMMENT 'of the file as it was sent, in hexadecimal',
    bytes        UInt64 COMMENT 'of the file as it was sent',
    rows_total   UInt64 COMMENT 'rows of the file without its header; 0 until known',
    rows_done    UInt64 COMMENT 'rows judged and acknowledged by the log, or rejected',
    accepted     UInt64 COMMENT 'readings that were not there before',
    duplicate    UInt64 COMMENT 'readings that were there before with the same value: left as they are',
    replaced     UInt64 COMMENT 'readings that were there before with another value',
    empty        UInt64 COMMENT 'fields without a value',
    rejected     UInt64 COMMENT 'rows and fields that cannot be used; the first of them are in batch_rejection',
    undone       UInt64 COMMENT 'readings taken back or given their previous value again',
    created      DateTime64(3, 'UTC') COMMENT 'when the file had arrived',
    started      Nullable(DateTime64(3, 'UTC')) COMMENT 'when its rows began to be sent',
    finished     Nullable(DateTime64(3, 'UTC')) COMMENT 'when it ended, well or not',
    token        String COMMENT 'where its readings end in the log, for reads that wait for them; or empty',
    error_row    UInt64 COMMENT 'line of the file where it cannot be read on, or 0',
    error_reason LowCardinality(String) COMMENT 'why the file is refused or failed, or empty',
    error_detail String COMMENT 'the value and what is allowed, or empty',
    revision     UInt64 COMMENT 'grows with every change of the row',
    is_deleted   UInt8 COMMENT '1: forgotten'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, batch)
COMMENT 'Imports; query the view batch_latest';

-- Each import once.
CREATE VIEW IF NOT EXISTS batch_latest AS
SELECT tenant, batch, run, phase, waits_for, series, file, options, sha256, bytes, rows_total, rows_done, accepted,
       duplicate, replaced, empty, rejected, undone, created, started, finished, token, error_row, error_reason,
       error_detail, revision
FROM batch FINAL
COMMENT 'Each import once';
