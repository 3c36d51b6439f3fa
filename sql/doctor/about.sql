-- Which ClickHouse is this, what time has it, and how does it take inserts?
SELECT
    version() AS version, toUnixTimestamp64Milli(now64(3)) AS now_ms, timezone() AS zone,
    toInt64(getSetting('async_insert')) AS async_insert, toInt64(getSetting('wait_for_async_insert')) AS waits,
    toInt64(getSetting('max_partitions_per_insert_block')) AS partitions_per_block
