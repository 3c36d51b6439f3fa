-- What became of every record of the log? Cumulative counts that add up to the offsets consumed.
-- Grain: one partition. Key: (topic, partition). Written at each checkpoint for the partitions that moved.
-- Law: all outcomes + dead_letters + waiting + missing = next_offset - first_offset.
CREATE TABLE IF NOT EXISTS ledger
(
    topic               LowCardinality(String) COMMENT 'the topic',
    partition           Int32 COMMENT 'the partition',
    first_offset        Int64 COMMENT 'the first offset that is counted',
    next_offset         Int64 COMMENT 'all records before it are counted',
    accepted            UInt64 COMMENT 'readings that were not there before',
    replaced            UInt64 COMMENT 'readings and meter events that replaced another value',
    duplicate           UInt64 COMMENT 'readings and meter events that were there already',
    deleted             UInt64 COMMENT 'deletes of a reading or meter event that was there',
    nothing_to_delete   UInt64 COMMENT 'deletes of what was not there',
    definition          UInt64 COMMENT 'definitions of series',
    series_deleted      UInt64 COMMENT 'deletes of a series',
    meter_event         UInt64 COMMENT 'meter events that were not there before',
    superseded          UInt64 COMMENT 'replayed dead letters that a later record for the same identity had overtaken',
    dead_letters        UInt64 COMMENT 'records that could not be used, also those that were replayed since',
    dead_letter_reasons Map(String, UInt64) COMMENT 'the dead letters by reason',
    waiting             UInt64 COMMENT 'records held until the recomputation of their series is done: their outcome is not known yet',
    missing             UInt64 COMMENT 'offsets without a record',
    revision            UInt64 COMMENT 'grows with every change of the row',
    is_deleted          UInt8 COMMENT '1: never'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (topic, partition)
COMMENT 'What became of every record of the log; query the view ledger_latest';

-- Each partition once.
CREATE VIEW IF NOT EXISTS ledger_latest AS
SELECT topic, partition, first_offset, next_offset, accepted, replaced, duplicate, deleted, nothing_to_delete, definition,
       series_deleted, meter_event, superseded, dead_letters, dead_letter_reasons, waiting, missing, revision
FROM ledger FINAL
COMMENT 'Each partition once';
