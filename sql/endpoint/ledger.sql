-- What became of the records of each topic, in numbers?
SELECT toString(topic), of_what, toInt64(sum(records))
FROM
(
    SELECT
        topic,
        arrayJoin(arrayConcat(
            [
                ('consumed', toInt64(next_offset - first_offset)),
                ('accepted', toInt64(accepted)), ('replaced', toInt64(replaced)), ('duplicate', toInt64(duplicate)),
                ('deleted', toInt64(deleted)), ('nothing_to_delete', toInt64(nothing_to_delete)),
                ('definition', toInt64(definition)), ('series_deleted', toInt64(series_deleted)),
                ('meter_event', toInt64(meter_event)), ('superseded', toInt64(superseded)),
                ('waiting', toInt64(waiting)), ('missing', toInt64(missing))
            ],
            arrayMap(
                (reason, letters) -> (concat('dead_letter:', reason), toInt64(letters)),
                mapKeys(dead_letter_reasons), mapValues(dead_letter_reasons)))) AS counted,
        counted.1 AS of_what, counted.2 AS records
    FROM ledger FINAL
)
GROUP BY topic, of_what
ORDER BY topic, of_what
