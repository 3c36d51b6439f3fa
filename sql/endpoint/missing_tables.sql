-- Which tables does the endpoint need that a migration has not made yet?
SELECT needed
FROM (SELECT arrayJoin(['reading', 'rollup', 'month_end', 'distribution', 'completeness', 'liveness', 'series', 'activity', 'activity_summary', 'degree_day', 'dead_letter', 'meter_event', 'counter_evidence', 'ledger', 'batch', 'batch_rejection', 'batch_series', 'batch_replaced']) AS needed)
WHERE needed NOT IN (SELECT name FROM system.tables WHERE database = currentDatabase())
