# OpenEEmeter's sample meters: hourly kWh, times with an offset, an end mark without a value. Other steps: interval=P1D.
decimal=dot
timeFormat=iso
kind=delta
unit=kWh
interval=PT1H
column=start=ts
column=value=value
