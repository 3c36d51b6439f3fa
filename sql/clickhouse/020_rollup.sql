-- What happened in a window? One precomputed row per series, period and calendar window of the series' zone.
-- Grain: one window that a reading or a span touches. Key: (tenant, series, period, start).
CREATE TABLE IF NOT EXISTS rollup
(
    tenant          String COMMENT 'whose series it is',
    series          String COMMENT 'name of the series, unique within the tenant',
    period          Enum8('PT1M' = 1, 'PT15M' = 2, 'PT1H' = 3, 'P1D' = 4, 'P1M' = 5) COMMENT 'length of the window',
    start           DateTime64(3, 'UTC') COMMENT 'first instant of the window' CODEC(Delta, LZ4),
    end             DateTime64(3, 'UTC') COMMENT 'first instant after the window' CODEC(Delta, LZ4),
    local_start     DateTime64(3, 'UTC') COMMENT 'start as the wall clock of the zone showed it (no instant: do not convert)' CODEC(Delta, LZ4),
    local_end       DateTime64(3, 'UTC') COMMENT 'end as the wall clock of the zone showed it (no instant: do not convert)' CODEC(Delta, LZ4),
    count           UInt64 COMMENT 'readings in the window',
    first_ts        Nullable(DateTime64(3, 'UTC')) COMMENT 'time of the first reading',
    first           Nullable(Decimal(18, 6)) COMMENT 'value of the first reading',
    last_ts         Nullable(DateTime64(3, 'UTC')) COMMENT 'time of the last reading',
    last            Nullable(Decimal(18, 6)) COMMENT 'value of the last reading',
    min             Nullable(Decimal(18, 6)) COMMENT 'least value of the readings',
    max             Nullable(Decimal(18, 6)) COMMENT 'greatest value of the readings',
    sum             Nullable(Decimal(38, 6)) COMMENT 'sum of the readings'' values',
    total           Nullable(Decimal(38, 6)) COMMENT 'consumption, or the integral of a power in Wh; null for other gauges',
    mean            Nullable(Decimal(18, 6)) COMMENT 'time-weighted mean of a gauge; null where nothing is covered',
    measured_ms     UInt64 COMMENT 'milliseconds of the window known by measurement',
    interpolated_ms UInt64 COMMENT 'milliseconds of the window known by interpolation',
    quality         Enum8('measured' = 1, 'interpolated' = 2, 'partial' = 3) COMMENT 'how the window is known',
    revision        UInt64 COMMENT 'grows with every change of the row' CODEC(Delta, LZ4),
    is_deleted      UInt8 COMMENT '1: nothing touches the window any more'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYear(start)
ORDER BY (tenant, series, period, start)
-- A chart reads some hundred neighbouring rows of all columns: small granules, in one file, halve its time.
SETTINGS index_granularity = 1024, min_bytes_for_wide_part = 1073741824
COMMENT 'Precomputed calendar windows; query the view rollup_latest';

-- Each window once, without the retracted ones.
CREATE VIEW IF NOT EXISTS rollup_latest AS
SELECT tenant, series, period, start, end, local_start, local_end, count, first_ts, first, last_ts, last, min, max, sum,
       total, mean, measured_ms, interpolated_ms, quality, revision
FROM rollup FINAL
COMMENT 'Each window once, without the retracted ones';
