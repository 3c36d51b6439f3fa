-- The definition of a series that is in force.
SELECT
    toString(kind), toString(unit), quantity, toString(zone), name, max_gap_ms, expected_interval_ms, horizon_ms,
    modulus, max_rate, signed, interval, toString(stamp), toString(hold), levels, lat, lon, recomputing
FROM series FINAL
WHERE tenant = {tenant:String} AND series = {series:String}
