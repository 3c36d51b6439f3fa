-- When was it measured, by the clock on the site's wall? The readings of reading_latest with the local time of their series.
-- Grain: one reading. Key: (tenant, series, ts). A lookup by the key reads no more granules than one of reading_latest,
-- and one of series; what it costs is a join and, where local_ts is asked for, some text: so it is a view of its own.
CREATE VIEW IF NOT EXISTS reading_local
(
    tenant   String COMMENT 'whose series it is',
    series   String COMMENT 'name of the series, unique within the tenant',
    ts       DateTime64(3, 'UTC') COMMENT 'when it was measured',
    local_ts Nullable(DateTime64(3, 'UTC')) COMMENT 'ts as the wall clock of the zone shows it, by this server''s tzdata (no instant: do not convert); null where the series is not known',
    zone     String COMMENT 'IANA zone of the series, or empty',
    value    Decimal(18, 6) COMMENT 'in unit',
    unit     String COMMENT 'canonical unit of the series: Wh, W, m3, Cel or 1; or empty'
)
AS
SELECT
    reading.tenant AS tenant, reading.series AS series, reading.ts AS ts,
    -- Both branches are computed for all rows, and no zone is an error.
    if(zone = '', NULL, toDateTime64(
        formatDateTime(ts, '%Y-%m-%d %H:%i:%S.%f', if(zone = '', 'UTC', zone)), 3, 'UTC')) AS local_ts,
    -- Null where the session says join_use_nulls.
    ifNull(place.zone, '') AS zone, reading.value AS value, ifNull(place.canonical_unit, '') AS unit
FROM reading FINAL
LEFT ANY JOIN (SELECT tenant, series, zone, canonical_unit FROM series FINAL) AS place
    ON place.tenant = reading.tenant AND place.series = reading.series
COMMENT 'Each reading once, without the deleted ones, with its local time';
