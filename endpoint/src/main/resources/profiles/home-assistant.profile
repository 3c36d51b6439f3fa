# Long-term statistics of Home Assistant, as the integration import_statistics exports them (tab, local times). A sum is
# that at the end of its hour, a mean that of the hour that starts.
column=statistic_id=series
column=unit?=unit
column=start=ts
column=sum?=value,kind=counter,shift=PT1H
column=mean?=value,kind=gauge,expectedInterval=PT1H
timeFormat=auto
missing=unknown,unavailable
shortRows=true
