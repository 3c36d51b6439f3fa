-- How many series has a tenant, how many of them say how often a reading should come, and how many of those are silent for
-- too long, as the readings job has found?
SELECT
    -- A scalar subquery may be null to the type system, and a null is a byte more on the wire.
    count(), countIf(expected_interval_ms IS NOT NULL),
    assumeNotNull((SELECT count() FROM liveness FINAL WHERE tenant = {tenant:String} AND event = 'stale'))
FROM series FINAL
WHERE tenant = {tenant:String}
