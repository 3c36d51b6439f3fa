# The history panel of Home Assistant: "Download data". States of what cannot be a number are left out.
column=entity_id=series
column=state=value
column=last_changed=ts
missing=unknown,unavailable
