# OpenEEmeter's sample bills: kWh from each row to the next one, as the register that they add up to.
decimal=dot
timeFormat=iso
kind=counter
unit=kWh
accumulate=true
column=start=ts
column=value=value
