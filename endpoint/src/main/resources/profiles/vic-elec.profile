# Half-hourly electricity demand of Victoria with the temperature at Melbourne; times are UTC.
timeFormat=iso
decimal=dot
zone=Australia/Melbourne
column=Time=ts
column=Demand=series:{series}.demand,kind=delta,unit=MWh,interval=PT30M,expectedInterval=PT30M
column=Temperature=series:{series}.temperature,kind=gauge,unit=Cel,expectedInterval=PT30M
