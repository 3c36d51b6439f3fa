-- What is each series? The definition in force, as accepted by the job, with its defaults filled in.
-- Grain: one series. Key: (tenant, series). Durations of calendar length (P1D, P1M) are kept as text.
CREATE TABLE IF NOT EXISTS series
(
    tenant               String COMMENT 'whose series it is',
    series               String COMMENT 'name of the series, unique within the tenant',
    kind                 LowCardinality(String) COMMENT 'counter, delta or gauge',
    unit                 LowCardinality(String) COMMENT 'unit of readings sent without one',
    canonical_unit       LowCardinality(String) COMMENT 'unit of all stored values: Wh, W, m3, Cel or 1',
    quantity             String COMMENT 'what is measured, as told (electricity, gas, …), or empty',
    zone                 LowCardinality(String) COMMENT 'IANA zone of the calendar windows',
    name                 String COMMENT 'name for people, or empty',
    max_gap_ms           Int64 COMMENT 'longest time between two readings that counts as measured (counter) or is spanned (gauge)',
    expected_interval_ms Nullable(Int64) COMMENT 'how often a reading should come',
    horizon_ms           Int64 COMMENT 'how far a month''s end may be extrapolated',
    modulus              Nullable(Decimal(18, 6)) COMMENT 'a counter wraps to zero here',
    max_rate             Nullable(Decimal(18, 6)) COMMENT 'increments above this per hour are implausible',
    signed               UInt8 COMMENT '1: a net meter that may run backwards',
    interval             String COMMENT 'what a delta''s amount is for: PT30M, P1D, P1M, …; empty for other kinds',
    stamp                LowCardinality(String) COMMENT 'whether a delta''s timestamp is the start or the end of its interval; empty for other kinds',
    hold                 LowCardinality(String) COMMENT 'step or linear for a gauge; empty for other kinds',
    levels               UInt8 COMMENT '1: a person''s energy levels 1 to 10',
    lat                  Nullable(Float64) COMMENT 'latitude of the site in degrees',
    lon                  Nullable(Float64) COMMENT 'longitude of the site in degrees',
    cell                 String COMMENT 'the site''s cell of weather_observation and degree_day; empty where nobody said where it is',
    recomputing          UInt8 COMMENT '1: a changed definition is still being applied to the history',
    revision             UInt64 COMMENT 'grows with every change of the row',
    is_deleted           UInt8 COMMENT '1: the series was deleted'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, series)
COMMENT 'Definitions; query the view series_latest';

-- Each series once, without the deleted ones.
CREATE VIEW IF NOT EXISTS series_latest AS
SELECT tenant, series, kind, unit, canonical_unit, quantity, zone, name, max_gap_ms, expected_interval_ms, horizon_ms,
       modulus, max_rate, signed, interval, stamp, hold, levels, lat, lon, cell, recomputing, revision
FROM series FINAL
COMMENT 'Each series once, without the deleted ones';
