# tracebase: one appliance near Darmstadt for a day, W about every second; no header, local times.
header=none
delimiter=semicolon
timeFormat=dmy
zone=Europe/Berlin
column=#1=ts
column=#2=series:{series},kind=gauge,unit=W,expectedInterval=PT1S,maxGap=PT1M
