-- What could not be used, by reason: how many, since when, and the latest of them.
SELECT
    toString(reason) AS code, toInt64(count()) AS letters,
    toUnixTimestamp64Milli(min(received)) AS first_ms, toUnixTimestamp64Milli(max(received)) AS last_ms,
    argMax(concat(topic, '/', toString(partition), '/', toString(offset)), received) AS place,
    argMax(substringUTF8(detail, 1, 200), received) AS example,
    argMax(concat(tenant, '/', series), received) AS of_series
FROM dead_letter FINAL
GROUP BY reason
ORDER BY letters DESC
