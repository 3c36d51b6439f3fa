-- What the readings job would write of two sites; some rows in two revisions, some retracted, one other tenant.
SYSTEM STOP MERGES;
INSERT INTO series (tenant, series, kind, unit, canonical_unit, zone, expected_interval_ms, revision, is_deleted) VALUES
('acme', 'house.electricity', 'counter', 'kWh', 'Wh', 'Europe/London', 3600000, 1, 0),
('acme', 'house.outdoor', 'gauge', 'Cel', 'Cel', 'Europe/Madrid', 60000, 1, 0),
('acme', 'house.solar', 'gauge', 'W', 'W', 'Europe/Madrid', 900000, 1, 0),
('acme', 'cabin.water', 'counter', 'm3', 'm3', 'America/St_Johns', NULL, 1, 0),
('acme', 'new.meter', 'counter', 'kWh', 'Wh', 'Europe/Madrid', 900000, 1, 0),
('acme', 'gone.meter', 'counter', 'kWh', 'Wh', 'Europe/Madrid', 900000, 1, 0),
('other', 'house.electricity', 'counter', 'kWh', 'Wh', 'Asia/Tokyo', 3600000, 1, 0);
INSERT INTO series (tenant, series, kind, unit, canonical_unit, zone, expected_interval_ms, revision, is_deleted) VALUES
('acme', 'house.electricity', 'counter', 'kWh', 'Wh', 'Europe/Madrid', 3600000, 2, 0),
('acme', 'gone.meter', 'counter', 'kWh', 'Wh', 'Europe/Madrid', 900000, 2, 1);
-- Days: Madrid's 31 March has 23 hours. The 30th was corrected, the 2nd of April retracted.
INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end, count, total, measured_ms, interpolated_ms, quality, revision, is_deleted) VALUES
('acme', 'house.electricity', 'P1D', '2024-03-29 23:00:00', '2024-03-30 23:00:00', '2024-03-30', '2024-03-31', 23, 9999, 86400000, 0, 'measured', 1, 0),
('acme', 'house.electricity', 'P1D', '2024-03-30 23:00:00', '2024-03-31 22:00:00', '2024-03-31', '2024-04-01', 23, 8123.456789, 82800000, 0, 'measured', 1, 0),
('acme', 'house.electricity', 'P1D', '2024-03-31 22:00:00', '2024-04-01 22:00:00', '2024-04-01', '2024-04-02', 6, 2000.5, 21600000, 43200000, 'partial', 1, 0),
('acme', 'house.electricity', 'P1D', '2024-04-01 22:00:00', '2024-04-02 22:00:00', '2024-04-02', '2024-04-03', 1, 1, 86400000, 0, 'measured', 1, 0),
('acme', 'house.outdoor', 'P1D', '2024-03-30 23:00:00', '2024-03-31 22:00:00', '2024-03-31', '2024-04-01', 23, NULL, 82800000, 0, 'measured', 1, 0),
('acme', 'house.solar', 'P1D', '2024-03-30 23:00:00', '2024-03-31 22:00:00', '2024-03-31', '2024-04-01', 92, 4321, 82800000, 0, 'measured', 1, 0),
('acme', 'cabin.water', 'P1D', '2024-03-31 02:30:00', '2024-04-01 02:30:00', '2024-03-31', '2024-04-01', 1, 0.25, 0, 86400000, 'interpolated', 1, 0),
('other', 'house.electricity', 'P1D', '2024-03-30 15:00:00', '2024-03-31 15:00:00', '2024-03-31', '2024-04-01', 24, 7, 86400000, 0, 'measured', 1, 0);
INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end, count, total, measured_ms, interpolated_ms, quality, revision, is_deleted) VALUES
('acme', 'house.electricity', 'P1D', '2024-03-29 23:00:00', '2024-03-30 23:00:00', '2024-03-30', '2024-03-31', 24, 9876.543211, 86400000, 0, 'measured', 2, 0),
('acme', 'house.electricity', 'P1D', '2024-04-01 22:00:00', '2024-04-02 22:00:00', '2024-04-02', '2024-04-03', 0, NULL, 0, 0, 'measured', 2, 1);
-- Months know the last reading. Of the meter that is gone all is retracted.
INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end, count, last_ts, last, quality, revision, is_deleted) VALUES
('acme', 'house.electricity', 'P1M', '2024-02-29 23:00:00', '2024-03-31 22:00:00', '2024-03-01', '2024-04-01', 700, '2024-03-31 21:00:00', 5000, 'measured', 1, 0),
('acme', 'house.electricity', 'P1M', '2024-03-31 22:00:00', '2024-04-30 22:00:00', '2024-04-01', '2024-05-01', 6, '2024-04-01 09:00:00', 7000.5, 'partial', 1, 0),
('acme', 'house.outdoor', 'P1M', '2024-03-31 22:00:00', '2024-04-30 22:00:00', '2024-04-01', '2024-05-01', 9, '2024-04-01 11:56:30', -1.5, 'partial', 1, 0),
('acme', 'cabin.water', 'P1M', '2024-03-01 03:30:00', '2024-04-01 02:30:00', '2024-03-01', '2024-04-01', 2, '2024-03-31 12:00:00', 12.75, 'partial', 1, 0),
('acme', 'gone.meter', 'P1M', '2024-02-29 23:00:00', '2024-03-31 22:00:00', '2024-03-01', '2024-04-01', 1, '2024-03-31 21:00:00', 1, 'measured', 1, 0);
INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end, quality, revision, is_deleted) VALUES
('acme', 'gone.meter', 'P1M', '2024-02-29 23:00:00', '2024-03-31 22:00:00', '2024-03-01', '2024-04-01', 'measured', 2, 1);
-- Hours around the night when Madrid's clock skips 02:00: one partial, two absent, one interpolated, one mended, one retracted.
INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end, total, measured_ms, interpolated_ms, quality, revision, is_deleted) VALUES
('acme', 'house.electricity', 'PT1H', '2024-03-30 22:00:00', '2024-03-30 23:00:00', '2024-03-30 23:00:00', '2024-03-31 00:00:00', 1, 3600000, 0, 'measured', 1, 0),
('acme', 'house.electricity', 'PT1H', '2024-03-30 23:00:00', '2024-03-31 00:00:00', '2024-03-31 00:00:00', '2024-03-31 01:00:00', 1, 1800000, 0, 'partial', 1, 0),
('acme', 'house.electricity', 'PT1H', '2024-03-31 00:00:00', '2024-03-31 01:00:00', '2024-03-31 01:00:00', '2024-03-31 03:00:00', 1, 600000, 0, 'partial', 1, 0),
('acme', 'house.electricity', 'PT1H', '2024-03-31 02:00:00', '2024-03-31 03:00:00', '2024-03-31 04:00:00', '2024-03-31 05:00:00', 1, 600000, 3000000, 'interpolated', 1, 0),
('acme', 'house.electricity', 'PT1H', '2024-03-31 03:00:00', '2024-03-31 04:00:00', '2024-03-31 05:00:00', '2024-03-31 06:00:00', 1, 600000, 0, 'partial', 1, 0),
('acme', 'house.electricity', 'PT1H', '2024-03-31 04:00:00', '2024-03-31 05:00:00', '2024-03-31 06:00:00', '2024-03-31 07:00:00', 1, 600000, 0, 'partial', 1, 0);
INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end, total, measured_ms, interpolated_ms, quality, revision, is_deleted) VALUES
('acme', 'house.electricity', 'PT1H', '2024-03-31 00:00:00', '2024-03-31 01:00:00', '2024-03-31 01:00:00', '2024-03-31 03:00:00', NULL, 0, 0, 'measured', 2, 1),
('acme', 'house.electricity', 'PT1H', '2024-03-31 03:00:00', '2024-03-31 04:00:00', '2024-03-31 05:00:00', '2024-03-31 06:00:00', 1, 3600000, 0, 'measured', 2, 0);
