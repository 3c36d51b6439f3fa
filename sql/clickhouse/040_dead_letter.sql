-- Which records could not be used, and why? With the raw bytes, so that nothing is lost.
-- Grain: one record of a topic. Key: (topic, partition, offset).
CREATE TABLE IF NOT EXISTS dead_letter
(
    topic      LowCardinality(String) COMMENT 'where the record is in the log',
    partition  Int32 COMMENT 'where the record is in the log',
    offset     Int64 COMMENT 'where the record is in the log',
    tenant     String COMMENT 'from the record key, or empty where that is unreadable',
    series     String COMMENT 'from the record key, or empty where that is unreadable',
    reason     LowCardinality(String) COMMENT 'reason code',
    detail     String COMMENT 'the field, its value and what is allowed',
    raw_key    String COMMENT 'the record''s key as received',
    raw        String COMMENT 'the record''s value as received',
    received   DateTime64(3, 'UTC') COMMENT 'when the log received the record',
    revision   UInt64 COMMENT 'grows with every change of the row',
    is_deleted UInt8 COMMENT '1: replayed with success'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (topic, partition, offset)
COMMENT 'Unusable records; query the view dead_letter_latest';

-- Each dead letter once, without the replayed ones.
CREATE VIEW IF NOT EXISTS dead_letter_latest AS
SELECT topic, partition, offset, tenant, series, reason, detail, raw_key, raw, received, revision
FROM dead_letter FINAL
COMMENT 'Each dead letter once, without the replayed ones';
