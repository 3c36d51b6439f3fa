# UCI 235, individual household electric power consumption: a house near Paris, every minute.
delimiter=semicolon
decimal=dot
timeFormat=dmy
zone=Europe/Paris
column=Date=date
column=Time=time
column=Global_active_power=series:{series}.active_power,kind=gauge,unit=kW,expectedInterval=PT1M
column=Sub_metering_1=series:{series}.kitchen,kind=delta,unit=Wh,interval=PT1M,expectedInterval=PT1M
column=Sub_metering_2=series:{series}.laundry,kind=delta,unit=Wh,interval=PT1M,expectedInterval=PT1M
column=Sub_metering_3=series:{series}.heating,kind=delta,unit=Wh,interval=PT1M,expectedInterval=PT1M
