-- Is the database sound? Each row is a contradiction between rows of the tables; where nothing is being written, a sound
-- database gives none. A series that is being recomputed is left out. All windows are in memory: put a condition into `known`.
WITH
    (instant, zone) -> toDateTime64(formatDateTime(instant, '%Y-%m-%d %H:%i:%S.%f', zone), 3, 'UTC') AS wall,
    -- The bucket of the value distribution (SEMANTICS 26): a value in millionths, zero in all but its leading eight bits.
    micros -> greatest(0, length(bin(abs(micros))) - position(bin(abs(micros)), '1') - 7) AS open_bits,
    micros -> sign(micros) * bitShiftLeft(bitShiftRight(abs(micros), open_bits(micros)), open_bits(micros)) AS bucket_of,
    known AS
    (
        SELECT
            tenant, series, kind, canonical_unit, zone, signed, modulus, max_rate, stamp, interval, expected_interval_ms,
            ifNull(expected_interval_ms, 3600000) <= 60000 AS has_minutes,
            toInt64OrZero(extract(interval, '([0-9]+)H')) * 3600000
                + toInt64OrZero(extract(interval, '([0-9]+)M')) * 60000
                + toInt64(toDecimal64OrZero(extract(interval, '([0-9.]+)S'), 3) * 1000) AS interval_ms
        FROM series_latest
        WHERE recomputing = 0
    ),
    -- Levels 1 to 5 are the periods PT1M to P1M; the windows of each lie within those of the next.
    windows AS
    (
        SELECT
            rollup_latest.*, kind, canonical_unit, zone, interval, expected_interval_ms, has_minutes,
            toInt16(toInt8(period)) AS level, toUnixTimestamp64Milli(start) AS from_ms, toUnixTimestamp64Milli(end) AS to_ms
        FROM rollup_latest INNER JOIN known USING (tenant, series)
    ),
    parts AS
    (
        SELECT part.*, whole.level AS whole_level, whole.from_ms AS whole_from, whole.to_ms AS whole_to
        FROM (SELECT *, toInt16(level + 1) AS next FROM windows WHERE level < 5) AS part
        ASOF LEFT JOIN (SELECT tenant, series, level, from_ms, to_ms FROM windows) AS whole
            ON whole.tenant = part.tenant AND whole.series = part.series AND whole.level = part.next
            AND whole.from_ms < part.to_ms
    ),
    -- A day has whole hours and a month whole days; an hour that a change of the clock cut out of step has no whole quarters.
    wholes AS
    (
        SELECT *
        FROM (SELECT * FROM windows WHERE level > 3 OR (level = 3 AND from_ms % 900000 = 0 AND to_ms % 900000 = 0)
                OR (level = 2 AND has_minutes)) AS whole
        LEFT JOIN
        (
            SELECT
                tenant, series, next AS level, whole_from AS from_ms,
                (sum(count), sum(sum), min(min), max(max), min(first_ts), argMin(first, first_ts), max(last_ts),
                    argMax(last, last_ts)) AS part_readings,
                sum(count) AS part_count, sum(total) AS part_total,
                sum(measured_ms) AS part_measured, sum(interpolated_ms) AS part_interpolated
            FROM parts
            GROUP BY tenant, series, level, from_ms
        ) AS part USING (tenant, series, level, from_ms)
    ),
    -- Where each reading belongs: a delta's to the window in which its span starts, a month's to no day.
    placed AS
    (
        SELECT
            tenant, series, ts, value, interval, toInt16(place_level) AS level,
            toUnixTimestamp64Milli(ts) - multiIf(stamp != 'end', 0, interval IN ('P1D', 'P1M'), 1, interval_ms) AS place_ms
        FROM reading_latest INNER JOIN known USING (tenant, series)
        ARRAY JOIN if(interval = 'P1M', [5], [4, 5]) AS place_level
    ),
    housed AS
    (
        SELECT placed.*, house.from_ms AS house_from, house.to_ms AS house_to
        FROM placed
        ASOF LEFT JOIN (SELECT tenant, series, level, from_ms, to_ms FROM windows) AS house
            ON house.tenant = placed.tenant AND house.series = placed.series AND house.level = placed.level
            AND house.from_ms <= placed.place_ms
    ),
    -- The readings of each local day.
    days AS
    (
        SELECT
            tenant, series, house_from AS from_ms,
            sumMap([bucket_of(toInt64(toDecimal128(value, 6) * 1000000))], [toUInt64(1)]) AS buckets,
            arraySort(groupArray(if(interval = 'P1D', house_from, place_ms))) AS places
        FROM housed
        WHERE level = 4
        GROUP BY tenant, series, from_ms
    ),
    -- Exact month ends, with the growth of the register between the outermost reading and an extrapolated end (22).
    ends AS
    (
        SELECT
            tenant, series, month, end, method, quality, consumption,
            multiIf(method != 'extrapolated', toDecimal128(0, 6), end > right_ts, end_reading - right, end_reading - left)
                AS growth
        FROM month_end_latest
        WHERE mode = 'exact' AND (tenant, series) IN (SELECT tenant, series FROM known)
    ),
    consecutive AS
    (
        SELECT ends.*, before.growth AS before_growth, before.tenant != '' AS has_before,
            if(has_before, toInt8(before.method), toInt8(5)) AS before_method
        FROM ends
        LEFT JOIN (SELECT tenant, series, addMonths(month, 1) AS month, growth, method FROM ends) AS before
            USING (tenant, series, month)
    ),
    -- What was told of each pair of readings, by its later one.
    told AS
    (
        SELECT
            event.tenant AS tenant, event.series AS series, reading.ts AS ts,
            arrayStringConcat(arrayMap(each -> each.2, arraySort(groupArray((event.ts, toString(event.event))))), ',')
                AS told_events
        FROM meter_event_latest AS event
        ASOF INNER JOIN reading_latest AS reading
            ON reading.tenant = event.tenant AND reading.series = event.series AND reading.ts >= event.ts
        GROUP BY tenant, series, ts
    ),
    -- A counter's readings, each with the one before and the high-water mark H before it.
    pairs AS
    (
        SELECT
            *, toString(rule) AS decided,
            row_number() OVER neighbours AS number, lagInFrame(ts) OVER neighbours AS earlier_ts,
            lagInFrame(value) OVER neighbours AS earlier, lagInFrame(toString(rule)) OVER neighbours AS earlier_rule,
            if(NOT signed AND earlier_rule = 'dip', lagInFrame(mark) OVER neighbours, earlier) AS high,
            toDecimal256(value - high, 6) AS growth,
            toUnixTimestamp64Milli(ts) - toUnixTimestamp64Milli(earlier_ts) AS apart_ms
        FROM
        (
            SELECT
                reading.tenant AS tenant, reading.series AS series, reading.ts AS ts, reading.value AS value,
                signed, modulus, max_rate, told_events, events, from_ts, mark, previous, increment,
                evidence.value AS seen, if(evidence.tenant = '', NULL, rule) AS rule
            FROM reading_latest AS reading
            INNER JOIN (SELECT * FROM known WHERE kind = 'counter') AS known USING (tenant, series)
            LEFT JOIN counter_evidence_latest AS evidence USING (tenant, series, ts)
            LEFT JOIN told USING (tenant, series, ts)
        )
        WINDOW neighbours AS (PARTITION BY tenant, series ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )

SELECT * FROM
(
-- Conservation between periods (SEMANTICS 13, 14).
SELECT 'part_lies_in_a_whole' AS invariant, tenant, series, toString(period) AS period, start AS at,
    'no window of the next period' AS detail
FROM parts WHERE whole_level = 0 OR whole_to <= from_ms
UNION ALL
SELECT 'readings_of_parts', tenant, series, toString(period), start, toString(part_readings)
FROM wholes
WHERE toString((count, sum, min, max, first_ts, first, last_ts, last)) != toString(part_readings)
UNION ALL
-- Every span says something about days and months; finer windows may lack some.
SELECT 'coverage_of_parts', tenant, series, toString(period), start, toString((part_measured, part_interpolated))
FROM wholes
WHERE part_measured > measured_ms OR part_interpolated > interpolated_ms
    OR (level = 5 AND (part_measured, part_interpolated) != (measured_ms, interpolated_ms))
UNION ALL
-- As much is covered: then it is by the same spans.
SELECT 'total_of_parts', tenant, series, toString(period), start, toString(part_total)
FROM wholes
WHERE part_measured + part_interpolated = measured_ms + interpolated_ms
    AND ifNull(toString(total), '') != ifNull(toString(part_total), '') AND part_count + part_measured + part_interpolated > 0

-- Windows against the readings (15, 16, 18).
UNION ALL
SELECT 'reading_lies_in_a_window', tenant, series, toString(level), ts, 'no window of this level'
FROM housed WHERE place_ms < house_from OR place_ms >= house_to
UNION ALL
SELECT 'readings_of_window', tenant, series, toString(period), start, toString(housed_readings)
FROM (SELECT * FROM windows WHERE level = 5 OR (level = 4 AND interval != 'P1M')) AS window
LEFT JOIN
(
    SELECT
        tenant, series, level, house_from AS from_ms,
        (count(), toNullable(sum(value)), min(toNullable(value)), max(toNullable(value)), min(toNullable(ts)),
            argMin(toNullable(value), ts), max(toNullable(ts)), argMax(toNullable(value), ts)) AS housed_readings
    FROM housed
    GROUP BY tenant, series, level, from_ms
) AS readings USING (tenant, series, level, from_ms)
WHERE toString((count, sum, min, max, first_ts, first, last_ts, last)) != toString(housed_readings)
UNION ALL
SELECT 'no_row_without_content', tenant, series, toString(period), start, 'neither a reading nor a span'
FROM windows WHERE count = 0 AND measured_ms + interpolated_ms = 0
UNION ALL
SELECT 'columns_of_readings', tenant, series, toString(period), start, 'null and not null, or out of order'
FROM windows
WHERE arrayCount(isNull -> isNull,
        [sum IS NULL, min IS NULL, max IS NULL, first_ts IS NULL, first IS NULL, last_ts IS NULL, last IS NULL])
        != if(count = 0, 7, 0)
    OR min > max OR first < min OR last < min OR first > max OR last > max OR first_ts > last_ts
    OR (kind != 'delta' AND (first_ts < start OR last_ts >= end))
UNION ALL
SELECT 'columns_of_kind', tenant, series, toString(period), start, kind || ' in ' || canonical_unit
FROM windows
WHERE (total IS NULL) != (kind = 'gauge' AND canonical_unit != 'W')
    OR (mean IS NULL) != (kind != 'gauge' OR measured_ms + interpolated_ms = 0)

-- Coverage and quality (19).
UNION ALL
SELECT 'quality_of_coverage', tenant, series, toString(period), start, toString(quality)
FROM windows
WHERE quality != multiIf(
    measured_ms + interpolated_ms < to_ms - from_ms, 'partial', interpolated_ms > 0, 'interpolated', 'measured')
UNION ALL
SELECT 'coverage_within_window', tenant, series, toString(period), start, toString(measured_ms + interpolated_ms)
FROM windows WHERE measured_ms + interpolated_ms > greatest(0, to_ms - from_ms)

-- The calendar (5).
UNION ALL
SELECT 'windows_do_not_overlap', tenant, series, toString(period), start, 'the one before ends later'
FROM
(
    SELECT *, lagInFrame(to_ms) OVER (PARTITION BY tenant, series, level ORDER BY from_ms
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before_to
    FROM windows
)
WHERE before_to > from_ms
UNION ALL
-- By this server's tzdata, which knows changes of the clock to a quarter of an hour only: not next to one.
SELECT 'local_times', tenant, series, toString(period), start, toString((zone, local_start, local_end))
FROM windows
WHERE (local_start != wall(start, zone)
        AND wall(start - toIntervalHour(1), zone) + toIntervalHour(2) = wall(start + toIntervalHour(1), zone))
    OR (local_end != wall(end, zone)
        AND wall(end - toIntervalHour(1), zone) + toIntervalHour(2) = wall(end + toIntervalHour(1), zone))
UNION ALL
SELECT 'minutes_where_expected', tenant, series, toString(period), start, 'the series is not read that often'
FROM windows WHERE level = 1 AND NOT has_minutes

-- Counters: what decided each increment (11, 12), and that all of them are counted, once.
UNION ALL
SELECT 'evidence_is_of_a_pair', tenant, series, '', ts, toString((from_ts, previous, value))
FROM counter_evidence_latest
WHERE (tenant, series) IN (SELECT tenant, series FROM known)
    AND (tenant, series, ts) NOT IN (SELECT tenant, series, ts FROM pairs WHERE number > 1)
UNION ALL
SELECT 'evidence_of_its_readings', tenant, series, '', ts, toString((from_ts, previous, seen, mark))
FROM pairs
WHERE number > 1 AND decided IS NOT NULL AND (from_ts, previous, seen, mark) != (earlier_ts, earlier, value, high)
UNION ALL
SELECT 'events_of_a_pair', tenant, series, '', ts, told_events
FROM pairs WHERE number > 1 AND (told_events != events OR (told_events != '') != (ifNull(decided, '') = 'event'))
UNION ALL
SELECT 'growth_is_plain', tenant, series, '', ts, toString(growth)
FROM pairs
WHERE number > 1 AND decided IS NULL AND NOT signed
    AND (growth < 0 OR growth * 3600000 > toDecimal256(max_rate, 6) * apart_ms)
UNION ALL
SELECT 'guess_by_its_rule', tenant, series, '', ts, ifNull(decided, '') || ' ' || toString(increment)
FROM pairs
WHERE number > 1 AND decided != 'event' AND NOT ifNull(multiIf(
    decided = 'implausible', increment = 0 AND max_rate IS NOT NULL,
    decided = 'rollover', growth < 0 AND increment = modulus + growth
        AND toDecimal256(mark, 6) * 10 >= toDecimal256(modulus, 6) * 9
        AND toDecimal256(value, 6) * 10 <= toDecimal256(modulus, 6),
    decided = 'dip', growth < 0 AND increment = 0 AND toDecimal256(value, 6) * 10 >= toDecimal256(mark, 6) * 9,
    growth < 0 AND increment = value AND toDecimal256(value, 6) * 10 < toDecimal256(mark, 6) * 9), 0)
UNION ALL
SELECT 'total_of_increments', tenant, series, 'P1M', toDateTime64(0, 3, 'UTC'), toString((counted, increments))
FROM
(
    SELECT tenant, series, sum(toDecimal256(if(decided IS NULL, toDecimal256(growth, 6), toDecimal256(increment, 6)), 6))
        AS increments
    FROM pairs
    WHERE number > 1
    GROUP BY tenant, series
) AS pair
FULL JOIN
(
    SELECT tenant, series, sum(toDecimal256(assumeNotNull(total), 6)) AS counted
    FROM windows
    WHERE level = 5 AND kind = 'counter'
    GROUP BY tenant, series
) AS month USING (tenant, series)
WHERE counted != increments

-- Months (22, 23): what increments counted between two ends, and what is extrapolated beyond the readings.
UNION ALL
SELECT 'month_of_increments', tenant, series, 'P1M', end, toString((consumption, counted, growth, before_growth))
FROM consecutive
LEFT JOIN (SELECT *, assumeNotNull(total) AS counted FROM windows WHERE level = 5 AND kind = 'counter') AS month
    USING (tenant, series, end)
WHERE (consumption IS NULL) = has_before OR consumption != counted + growth - before_growth
UNION ALL
SELECT 'month_quality', tenant, series, 'P1M', end, toString((quality, method))
FROM consecutive WHERE toInt8(quality) != greatest(toInt8(method), before_method)
UNION ALL
SELECT 'month_end_of_readings', tenant, series, 'P1M', end, toString((mode, method, left_ts, left, right_ts, right))
FROM (SELECT * FROM month_end_latest WHERE (tenant, series) IN (SELECT tenant, series FROM known)) AS month
ARRAY JOIN [(left_ts, left), (right_ts, right)] AS source
WHERE (tenant, series, source.1, source.2) NOT IN (SELECT tenant, series, ts, value FROM reading_latest)
    OR (method IN ('measured', 'actual') AND (left_ts != right_ts OR end_reading != left))
    OR (mode = 'exact' AND toString(method) != multiIf(
        left_ts = right_ts, if(left_ts = end, 'measured', ''),
        left_ts < end AND end < right_ts, 'interpolated',
        end < left_ts OR right_ts < end, 'extrapolated', ''))
UNION ALL
SELECT 'month_has_its_end', tenant, series, 'P1M', end, 'no end between readings'
FROM (SELECT * FROM windows WHERE level = 5 AND kind = 'counter') AS month
INNER JOIN (SELECT tenant, series, min(ts) AS first_of_all, max(ts) AS last_of_all FROM reading_latest GROUP BY tenant, series)
    AS outermost USING (tenant, series)
WHERE first_of_all <= end AND end <= last_of_all
    AND (tenant, series, toDate(local_start), end) NOT IN (SELECT tenant, series, month, end FROM ends)

-- Days (26, 27) against the readings and the windows.
UNION ALL
SELECT 'distribution_of_day', tenant, series, 'P1D', fromUnixTimestamp64Milli(from_ms, 'UTC'), toString((shown, day))
FROM
(
    SELECT
        tenant, series, from_ms, (end, local_start, local_end, toUInt64(count),
            toUInt64(if(kind = 'gauge', measured_ms + interpolated_ms, 0))) AS day
    FROM windows
    WHERE level = 4 AND (count > 0 OR (kind = 'gauge' AND measured_ms + interpolated_ms > 0)) AND kind != 'counter'
) AS window
FULL JOIN
(
    SELECT
        tenant, series, toUnixTimestamp64Milli(start) AS from_ms,
        (end, local_start, local_end, toUInt64(arraySum(count)), toUInt64(arraySum(covered_ms))) AS shown
    FROM distribution_latest
    WHERE (tenant, series) IN (SELECT tenant, series FROM known)
) AS distribution USING (tenant, series, from_ms)
WHERE shown != day
UNION ALL
SELECT 'distribution_of_readings', tenant, series, 'P1D', start, toString((counted, buckets))
FROM
(
    SELECT
        tenant, series, start, toUnixTimestamp64Milli(start) AS from_ms,
        (arrayFilter((one, many) -> many > 0, bucket, count), arrayFilter(many -> many > 0, count)) AS counted
    FROM distribution_latest
    WHERE (tenant, series) IN (SELECT tenant, series FROM known WHERE interval != 'P1M')
) AS distribution
LEFT JOIN days USING (tenant, series, from_ms)
WHERE toString(counted) != toString(buckets)
UNION ALL
SELECT 'buckets_in_order', tenant, series, 'P1D', start, toString((bucket, count, covered_ms))
FROM distribution_latest
WHERE length(bucket) != length(count) OR length(bucket) != length(covered_ms) OR bucket != arraySort(arrayDistinct(bucket))
    OR arrayExists((readings, covered) -> readings = 0 AND covered = 0, count, covered_ms)
UNION ALL
SELECT 'completeness_of_day', tenant, series, 'P1D', fromUnixTimestamp64Milli(from_ms, 'UTC'), toString((shown, day))
FROM
(
    SELECT tenant, series, from_ms, (end, local_start, local_end, toUInt64(count), toUInt64(measured_ms)) AS day
    FROM windows
    WHERE level = 4 AND expected_interval_ms IS NOT NULL
) AS window
FULL JOIN
(
    SELECT
        tenant, series, toUnixTimestamp64Milli(start) AS from_ms, (end, local_start, local_end, actual, measured_ms) AS shown
    FROM completeness_latest
    WHERE (tenant, series) IN (SELECT tenant, series FROM known)
) AS completeness USING (tenant, series, from_ms)
WHERE shown != day
UNION ALL
-- The day of the last reading counts up to that.
SELECT 'completeness_of_readings', tenant, series, 'P1D', start, toString((length_ms, expected, missing, longest_gap_ms))
FROM
(
    SELECT
        *, toUnixTimestamp64Milli(end) AS to_ms,
        -- A delta's last reading tells of its interval, too.
        max(places[-1]) OVER (PARTITION BY tenant, series) AS newest,
        multiIf(
            newest < from_ms OR newest >= to_ms OR interval = 'P1D', to_ms, least(to_ms, newest + interval_ms)) AS counted_to,
        toUInt64(counted_to - from_ms) AS counted_ms,
        intDiv(counted_ms, assumeNotNull(expected_interval_ms)) AS fitting,
        arrayMax(arrayDifference(arrayConcat([from_ms], places, [counted_to]))) AS gap_ms
    FROM (SELECT *, toUnixTimestamp64Milli(start) AS from_ms FROM completeness_latest) AS completeness
    INNER JOIN (SELECT * FROM known WHERE expected_interval_ms IS NOT NULL AND interval != 'P1M') AS watched
        USING (tenant, series)
    LEFT JOIN days USING (tenant, series, from_ms)
)
WHERE length_ms != counted_ms OR expected != fitting OR missing != greatest(0, toInt64(expected) - toInt64(actual))
    OR longest_gap_ms != gap_ms

-- The ledger (10): every record before the next offset became one thing.
UNION ALL
SELECT 'ledger_adds_up', '', topic, toString(partition), toDateTime64(0, 3, 'UTC'), toString(next_offset)
FROM ledger_latest
WHERE toInt64(accepted + replaced + duplicate + deleted + nothing_to_delete + definition + series_deleted + meter_event
    + superseded + dead_letters + waiting + missing) != next_offset - first_offset
UNION ALL
SELECT 'dead_letters_by_reason', '', topic, toString(partition), toDateTime64(0, 3, 'UTC'), toString(dead_letter_reasons)
FROM ledger_latest
WHERE arraySum(mapValues(dead_letter_reasons)) != dead_letters

-- Deleted series leave nothing.
UNION ALL
SELECT 'rows_of_a_series', tenant, series, '', toDateTime64(0, 3, 'UTC'), 'the series is not defined: ' || place
FROM
(
    SELECT DISTINCT tenant, series, 'reading' AS place FROM reading_latest
    UNION ALL SELECT DISTINCT tenant, series, 'rollup' FROM rollup_latest
    UNION ALL SELECT DISTINCT tenant, series, 'month_end' FROM month_end_latest
    UNION ALL SELECT DISTINCT tenant, series, 'distribution' FROM distribution_latest
    UNION ALL SELECT DISTINCT tenant, series, 'completeness' FROM completeness_latest
    UNION ALL SELECT DISTINCT tenant, series, 'meter_event' FROM meter_event_latest
    UNION ALL SELECT DISTINCT tenant, series, 'counter_evidence' FROM counter_evidence_latest
)
WHERE (tenant, series) NOT IN (SELECT tenant, series FROM series_latest)
)
ORDER BY invariant, tenant, series, period, at
