-- How many records of a tenant could not be used, by reason.
SELECT toString(reason), count()
FROM dead_letter FINAL
WHERE tenant = {tenant:String}
GROUP BY reason
ORDER BY reason
