-- The sums of a tenant's activities over the periods that start within [from, to), by start and type; all types where none.
SELECT toString(type), toInt32(start), toInt64(count), CAST(distance_m AS Nullable(Decimal(38, 6))), CAST(moving_s AS Nullable(Decimal(38, 6))), CAST(elevation_m AS Nullable(Decimal(38, 6))), speed, heart_rate,
  distance_bucket, distance_count, pace_bucket, pace_count, revision
FROM activity_summary FINAL
WHERE tenant = {tenant:String} AND period = {period:String}
  AND ({type:String} = '' OR type = {type:String})
  AND start >= toDate({from:Int32}) AND start < toDate({to:Int32})
ORDER BY start, type
LIMIT {limit:UInt32}
