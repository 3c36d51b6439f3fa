# Half-hourly temperature at Melbourne: the day as a spreadsheet counts, and the half hour of it since its midnight.
timeFormat=day-number
decimal=dot
zone=Australia/Melbourne
column=Date=date
column=Period=period,length=PT30M
column=Temp=series:{series},kind=gauge,unit=Cel,expectedInterval=PT30M
