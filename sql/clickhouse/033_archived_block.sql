-- What did old blocks of readings, and pages of day sums, hold when they left the job's state? For the job itself, which reads
-- one again when it changes; whoever wants readings asks table reading.
-- Grain: one copy of a block. Key: (tenant, series, kind, key, copy). Rows of one copy add up: its bytes, and what became of it.
-- A released copy goes after 35 days: until then savepoints may name it. The runbook tells of those that an attempt of the job
-- wrote which was lost: they are never kept.
CREATE TABLE IF NOT EXISTS archived_block
(
    tenant     String COMMENT 'whose series it is',
    series     String COMMENT 'name of the series, unique within the tenant',
    kind       Enum8('readings' = 1, 'days' = 2) COMMENT 'a block of readings, or the sums of the days of a month',
    key        Int64 COMMENT 'the key of the block in the state' CODEC(Delta, LZ4),
    copy       Int64 COMMENT 'the number of the copy; the state names it',
    bytes      SimpleAggregateFunction(max, String) COMMENT 'as they were in the state; empty where a row only says what became of it',
    stage      SimpleAggregateFunction(max, Enum8('written' = 1, 'kept' = 2, 'released' = 3)) COMMENT 'what became of it: written, then kept while it stands for what has left, then released',
    changed_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'when that was'
)
ENGINE = AggregatingMergeTree
ORDER BY (tenant, series, kind, key, copy)
TTL toDateTime(changed_at) + INTERVAL 35 DAY DELETE WHERE stage = 'released' AND bytes != ''
SETTINGS index_granularity = 64
COMMENT 'Blocks that have left the job''s state, for the job itself';
