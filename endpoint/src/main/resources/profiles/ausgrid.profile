# Ausgrid solar home: mean kW of each half hour, general consumption and gross generation; ten hours ahead of UTC, always.
timeFormat=iso
decimal=dot
zone=Australia/Sydney
clock=+10:00
column=#1=ts
column=GC=series:{series}.consumption,kind=gauge,unit=kW,expectedInterval=PT30M
column=GG?=series:{series}.generation,kind=gauge,unit=kW,expectedInterval=PT30M
column=CL?=series:{series}.controlled,kind=gauge,unit=kW,expectedInterval=PT30M
