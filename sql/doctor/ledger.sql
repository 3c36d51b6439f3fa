-- How far is the ledger of each partition, and what does it add up to?
SELECT
    toInt64(partition) AS number, first_offset AS first, next_offset AS next,
    toInt64(accepted + replaced + duplicate + deleted + nothing_to_delete + definition + series_deleted + meter_event)
        AS applied,
    toInt64(superseded) AS overtaken, toInt64(dead_letters) AS letters,
    toInt64(arraySum(mapValues(dead_letter_reasons))) AS letters_by_reason,
    toInt64(waiting) AS held, toInt64(missing) AS gaps
FROM ledger FINAL
WHERE topic = {topic:String}
ORDER BY partition
