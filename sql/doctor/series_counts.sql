-- How many series are there, and how many say how often a reading should come?
SELECT
    toInt64(count()) AS known, toInt64(countIf(expected_interval_ms IS NOT NULL)) AS watched,
    toInt64(countIf(recomputing = 1)) AS recomputed
FROM series FINAL
