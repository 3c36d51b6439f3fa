-- One activity.
SELECT source, id, toString(type), toUnixTimestamp64Milli(start),
  CAST(lat AS Nullable(Decimal(18, 6))), CAST(lon AS Nullable(Decimal(18, 6))),
  distance_m, moving_s, elapsed_s, elevation_m, heart_rate, name, city, toString(country), toString(zone),
  toString(weather_status), temperature, humidity, pressure, wind_speed, wind_direction, precipitation,
  toUnixTimestamp64Milli(observed_from), toUnixTimestamp64Milli(observed_to), provisional, revision
FROM activity FINAL
WHERE tenant = {tenant:String} AND source = {source:String} AND id = {id:String}
