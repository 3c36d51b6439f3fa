# UCI 374, appliances energy prediction: a house in Belgium, every ten minutes, by a clock that
# was never put forward: the file has rows in the hour that 2016-03-27 lacks.
decimal=dot
timeFormat=iso
zone=Europe/Brussels
clock=+01:00
column=date=ts
column=Appliances=series:{series}.appliances,kind=delta,unit=Wh,interval=PT10M,expectedInterval=PT10M
column=lights=series:{series}.lights,kind=delta,unit=Wh,interval=PT10M,expectedInterval=PT10M
column=T1=series:{series}.t1,kind=gauge,unit=Cel,expectedInterval=PT10M
column=T2=series:{series}.t2,kind=gauge,unit=Cel,expectedInterval=PT10M
column=T3=series:{series}.t3,kind=gauge,unit=Cel,expectedInterval=PT10M
column=RH_1=series:{series}.rh1,kind=gauge,unit=%,expectedInterval=PT10M
column=T_out=series:{series}.outside,kind=gauge,unit=Cel,expectedInterval=PT10M
