-- What was the weather like in a cell of the grid? Every observation that was accepted.
-- Grain: one observation. Key: (tenant, cell, ts). The row with the greatest revision is the observation.
CREATE TABLE IF NOT EXISTS weather_observation
(
    tenant         String COMMENT 'whose observation it is, * for those of the weather services, which all share',
    cell           String COMMENT 'floor(10 latitude)_floor(10 longitude)',
    ts             DateTime64(3, 'UTC') COMMENT 'when it was made',
    temperature    Nullable(Decimal(18, 6)) COMMENT 'in degrees Celsius',
    humidity       Nullable(Decimal(18, 6)) COMMENT 'relative, in percent',
    pressure       Nullable(Decimal(18, 6)) COMMENT 'at sea level, in hPa',
    wind_speed     Nullable(Decimal(18, 6)) COMMENT 'in m/s',
    wind_direction Nullable(Decimal(18, 6)) COMMENT 'where it comes from, in degrees, 0 to below 360',
    precipitation  Nullable(Decimal(18, 6)) COMMENT 'in the hour that ends at ts, in mm',
    provisional    UInt8 COMMENT '1: a final one may follow',
    revision       UInt64 COMMENT 'grows with every change of the row',
    is_deleted     UInt8 COMMENT '1: the observation was deleted'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, cell, ts)
COMMENT 'Observations of the weather; query the view weather_observation_latest';

-- Each observation once, without the deleted ones.
CREATE VIEW IF NOT EXISTS weather_observation_latest AS
SELECT tenant, cell, ts, temperature, humidity, pressure, wind_speed, wind_direction, precipitation, provisional, revision
FROM weather_observation FINAL
COMMENT 'Each observation once, without the deleted ones';
