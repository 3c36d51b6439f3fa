-- How warm was a local day in a cell of the weather grid? One precomputed row for each cell, zone and day of a tenant's series.
-- Grain: one local day. Key: (tenant, cell, zone, day). A day of which nothing is observed has no row.
CREATE TABLE IF NOT EXISTS degree_day
(
    tenant      String COMMENT 'who sees the cell so: its own observations come before those of the weather services',
    cell        String COMMENT 'floor(10 latitude)_floor(10 longitude), as in series',
    zone        LowCardinality(String) COMMENT 'IANA zone whose day it is, as in series',
    day         Date COMMENT 'the local day',
    start       DateTime64(3, 'UTC') COMMENT 'first instant of the day' CODEC(Delta, LZ4),
    end         DateTime64(3, 'UTC') COMMENT 'first instant after the day' CODEC(Delta, LZ4),
    temperature Decimal(18, 6) COMMENT 'mean over the time that is covered, in degrees Celsius',
    heating     Decimal(18, 6) COMMENT 'heating degree days: how many degrees the mean is below 15.5, or 0',
    cooling     Decimal(18, 6) COMMENT 'cooling degree days: how many degrees the mean is above 22, or 0',
    covered_ms  UInt64 COMMENT 'milliseconds of the day between observations at most three hours apart',
    own_ms      UInt64 COMMENT 'of these, told by the tenant''s own observations',
    provisional UInt8 COMMENT '1: a final observation may still change it',
    revision    UInt64 COMMENT 'grows with every change of the row' CODEC(Delta, LZ4),
    is_deleted  UInt8 COMMENT '1: nothing is observed of the day any more, or no series is there'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (tenant, cell, zone, day)
COMMENT 'Degree days of cells; query the view degree_day_latest';

-- Each day of a cell once, without the retracted ones, with the share of it that is covered.
CREATE VIEW IF NOT EXISTS degree_day_latest AS
SELECT tenant, cell, zone, day, start, end, temperature, heating, cooling, covered_ms, own_ms,
       covered_ms / dateDiff('ms', start, end) AS covered, provisional, revision
FROM degree_day FINAL
COMMENT 'Each day of a cell once, without the retracted ones';

-- What did each series use on a local day, and how cold or warm was it there? The points of a scatter plot.
-- Grain: one local day of one series that has a place, a total and some observed weather. For whole days only: measured = 1
-- and covered = 1.
CREATE VIEW IF NOT EXISTS consumption_degree_day
(
    tenant      String COMMENT 'whose series it is',
    series      String COMMENT 'name of the series, unique within the tenant',
    day         Date COMMENT 'the local day',
    total       Decimal(38, 6) COMMENT 'what was used on the day, in unit',
    unit        String COMMENT 'of the total: Wh, m3 or 1',
    quality     String COMMENT 'how far the total is known, as in rollup',
    measured    Float64 COMMENT 'share of the day that is known by measurement',
    temperature Decimal(18, 6) COMMENT 'mean over the time that is covered, in degrees Celsius',
    heating     Decimal(18, 6) COMMENT 'heating degree days: how many degrees the mean is below 15.5, or 0',
    cooling     Decimal(18, 6) COMMENT 'cooling degree days: how many degrees the mean is above 22, or 0',
    covered     Float64 COMMENT 'share of the day of which the temperature is known',
    provisional UInt8 COMMENT '1: a final observation may still change the temperature'
)
AS
SELECT
    used.tenant AS tenant, used.series AS series, degree.day AS day, assumeNotNull(used.total) AS total,
    -- Power over time is energy.
    if(place.canonical_unit = 'W', 'Wh', place.canonical_unit) AS unit, toString(used.quality) AS quality,
    used.measured_ms / dateDiff('ms', used.start, used.end) AS measured,
    degree.temperature AS temperature, degree.heating AS heating, degree.cooling AS cooling,
    degree.covered_ms / dateDiff('ms', degree.start, degree.end) AS covered, degree.provisional AS provisional
FROM (SELECT tenant, series, start, end, local_start, total, quality, measured_ms FROM rollup FINAL
      WHERE period = 'P1D' AND total IS NOT NULL) AS used
INNER JOIN (SELECT tenant, series, canonical_unit, zone, cell FROM series FINAL WHERE cell != '') AS place
    ON place.tenant = used.tenant AND place.series = used.series
INNER JOIN (SELECT * FROM degree_day FINAL) AS degree
    ON degree.tenant = place.tenant AND degree.cell = place.cell AND degree.zone = place.zone
    AND degree.day = toDate(used.local_start)
COMMENT 'Daily consumption beside the degree days of where it was used';
