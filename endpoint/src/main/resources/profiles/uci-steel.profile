# UCI 851, steel industry energy consumption: a site in Korea, every quarter hour; 00:00 is the end of its day.
delimiter=comma
decimal=dot
timeFormat=dmy
zone=Asia/Seoul
midnight=end
column=date=ts
column=Usage_kWh=series:{series},kind=delta,unit=kWh,interval=PT15M,stamp=end,expectedInterval=PT15M
