-- Records of a tenant that could not be used, the latest first, from a place in that order on.
SELECT toUnixTimestamp64Milli(received), toString(topic), partition, offset, series, toString(reason), detail, raw
FROM dead_letter FINAL
WHERE (tenant = {tenant:String} OR ({unowned:UInt8} = 1 AND tenant = ''))
  AND ({reason:String} = '' OR reason = {reason:String})
  AND ({series:String} = '' OR series = {series:String})
  AND received >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND received < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND (received, topic, partition, offset)
      < (fromUnixTimestamp64Milli({received:Int64}, 'UTC'), {topic:String}, {partition:Int32}, {offset:Int64})
ORDER BY received DESC, topic DESC, partition DESC, offset DESC
LIMIT {limit:UInt32}
