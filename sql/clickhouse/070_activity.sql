-- What did somebody do where and when, and what was the weather like? Every activity with the weather at its start.
-- Grain: one activity. Key: (tenant, source, id). The row with the greatest revision is the activity.
CREATE TABLE IF NOT EXISTS activity
(
    tenant         String COMMENT 'whose activity it is',
    source         String COMMENT 'where it comes from, such as a sports service',
    id             String COMMENT 'by which the source knows it',
    type           LowCardinality(String) COMMENT 'such as run or ride, as the sender calls it',
    start          DateTime64(3, 'UTC') COMMENT 'when it started',
    lat            Nullable(Decimal(9, 6)) COMMENT 'where it started, in degrees',
    lon            Nullable(Decimal(9, 6)) COMMENT 'where it started, in degrees from -180 to below 180',
    distance_m     Nullable(Decimal(18, 6)) COMMENT 'its length',
    moving_s       Nullable(Decimal(18, 6)) COMMENT 'the time in motion',
    elapsed_s      Nullable(Decimal(18, 6)) COMMENT 'the time from start to end',
    elevation_m    Nullable(Decimal(18, 6)) COMMENT 'the metres climbed',
    heart_rate     Nullable(Decimal(18, 6)) COMMENT 'the mean, in beats per minute',
    name           String COMMENT 'its title, or empty',
    city           String COMMENT 'the city nearest to the start, or empty where the start is not known',
    country        LowCardinality(String) COMMENT 'the city''s country (ISO 3166-1 alpha-2), or empty',
    zone           LowCardinality(String) COMMENT 'the city''s IANA time zone, or empty',
    weather_status LowCardinality(String) COMMENT 'enriched, pending, no_location or unavailable(reason)',
    temperature    Nullable(Decimal(18, 6)) COMMENT 'at place and start, in degrees Celsius',
    humidity       Nullable(Decimal(18, 6)) COMMENT 'at place and start, relative, in percent',
    pressure       Nullable(Decimal(18, 6)) COMMENT 'at place and start, at sea level, in hPa',
    wind_speed     Nullable(Decimal(18, 6)) COMMENT 'at place and start, in m/s',
    wind_direction Nullable(Decimal(18, 6)) COMMENT 'at place and start, where it comes from in degrees, 0 to below 360',
    precipitation  Nullable(Decimal(18, 6)) COMMENT 'at the place in the hour that holds the start, in mm',
    observed_from  Nullable(DateTime64(3, 'UTC')) COMMENT 'when the observation before the start was made',
    observed_to    Nullable(DateTime64(3, 'UTC')) COMMENT 'when the observation after the start was made',
    provisional    UInt8 COMMENT '1: a final observation may still change the weather',
    revision       UInt64 COMMENT 'grows with every change of the row',
    is_deleted     UInt8 COMMENT '1: the activity was deleted'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, source, id)
COMMENT 'Activities; query the view activity_latest';

-- Each activity once, without the deleted ones.
CREATE VIEW IF NOT EXISTS activity_latest AS
SELECT tenant, source, id, type, start, lat, lon, distance_m, moving_s, elapsed_s, elevation_m, heart_rate, name, city, country, zone, weather_status, temperature, humidity, pressure, wind_speed, wind_direction, precipitation, observed_from, observed_to, provisional, revision
FROM activity FINAL
COMMENT 'Each activity once, without the deleted ones';
