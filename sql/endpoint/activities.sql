-- The activities of a tenant that start within [from, to), the latest first, from a place in that order on.
SELECT source, id, toString(type), toUnixTimestamp64Milli(start),
  CAST(lat AS Nullable(Decimal(18, 6))), CAST(lon AS Nullable(Decimal(18, 6))),
  distance_m, moving_s, elapsed_s, elevation_m, heart_rate, name, city, toString(country), toString(zone),
  toString(weather_status), temperature, humidity, pressure, wind_speed, wind_direction, precipitation,
  toUnixTimestamp64Milli(observed_from), toUnixTimestamp64Milli(observed_to), provisional, revision
FROM activity FINAL
WHERE tenant = {tenant:String}
  AND start >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND start < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND ({type:String} = '' OR type = {type:String})
  AND (start, source, id) < (fromUnixTimestamp64Milli({before_start:Int64}, 'UTC'), {before_source:String}, {before_id:String})
ORDER BY start DESC, source DESC, id DESC
LIMIT {limit:UInt32}
