# heat_stack: bills from a start to an end date, as the register that they add up to: one therm is 105.4804 MJ. The last
# bill has no end here and counts nothing. Oil, in gallons: unit=L&scale=3.785411784.
decimal=dot
timeFormat=iso
zone=America/New_York
kind=counter
unit=MJ
scale=105.4804
accumulate=true
column=start_date=ts
column=usage=value
