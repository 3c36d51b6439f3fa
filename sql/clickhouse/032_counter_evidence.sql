-- Where is a counter's consumption not the plain growth of its register, and why? One row per pair of neighbouring
-- readings for which something was guessed (rollover, dip, reset, implausible) or meter events told what happened.
-- Grain: one pair of neighbouring readings. Key: (tenant, series, ts), ts the later reading's time.
CREATE TABLE IF NOT EXISTS counter_evidence
(
    tenant     String COMMENT 'whose series it is',
    series     String COMMENT 'name of the series, unique within the tenant',
    ts         DateTime64(3, 'UTC') COMMENT 'time of the later reading, where the pair''s span ends' CODEC(Delta, LZ4),
    from_ts    DateTime64(3, 'UTC') COMMENT 'time of the earlier reading, where the pair''s span starts' CODEC(Delta, LZ4),
    mark       Decimal(18, 6) COMMENT 'high-water mark before the later reading; of a signed counter the earlier reading''s value',
    previous   Decimal(18, 6) COMMENT 'value of the earlier reading',
    value      Decimal(18, 6) COMMENT 'value of the later reading',
    rule       Enum8('rollover' = 1, 'dip' = 2, 'reset' = 3, 'implausible' = 4, 'event' = 5) COMMENT 'what decided the increment',
    source     Enum8('told' = 1, 'guessed' = 2) COMMENT 'whether meter events told it or it was guessed from the values',
    events     String COMMENT 'the types of the meter events within (from_ts, ts], in the order of time, with commas; empty for a guess',
    increment  Decimal(38, 6) COMMENT 'what was counted between the two readings',
    revision   UInt64 COMMENT 'grows with every change of the row' CODEC(Delta, LZ4),
    is_deleted UInt8 COMMENT '1: the plain growth decides now, or the pair is gone'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYear(ts)
ORDER BY (tenant, series, ts)
COMMENT 'Why an increment is no plain growth; query the view counter_evidence_latest';

-- The evidence of each pair once, without what is outdated.
CREATE VIEW IF NOT EXISTS counter_evidence_latest AS
SELECT tenant, series, ts, from_ts, mark, previous, value, rule, source, events, increment, revision
FROM counter_evidence FINAL
COMMENT 'The evidence of each pair once, without what is outdated';
