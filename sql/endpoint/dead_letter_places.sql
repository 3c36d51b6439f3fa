-- Where in the log are the records of a tenant that could not be used? The earliest first, from a place in that order on.
SELECT toUnixTimestamp64Milli(received), toString(topic), partition, offset, toInt64(length(raw))
FROM dead_letter FINAL
WHERE topic = {of_topic:String} AND (tenant = {tenant:String} OR ({unowned:UInt8} = 1 AND tenant = ''))
  AND ({reason:String} = '' OR reason = {reason:String})
  AND ({series:String} = '' OR series = {series:String})
  AND received >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND received < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND (received, topic, partition, offset)
      > (fromUnixTimestamp64Milli({received:Int64}, 'UTC'), {topic:String}, {partition:Int32}, {offset:Int64})
ORDER BY received, topic, partition, offset
LIMIT {limit:UInt32}
