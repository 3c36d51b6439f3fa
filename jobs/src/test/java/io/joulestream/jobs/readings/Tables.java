package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.EvidenceRow;
import io.joulestream.jobs.clickhouse.LedgerRow;
import io.joulestream.jobs.clickhouse.MeterEventRow;
import io.joulestream.jobs.clickhouse.MonthEndRow;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.PublishedSeries;
import io.joulestream.reference.MonthKey;
import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceEvidence;
import io.joulestream.reference.ReferenceMeterEvent;
import io.joulestream.reference.ReferenceMonth;
import io.joulestream.reference.ReferenceRow;
import io.joulestream.reference.WindowKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What ClickHouse and the topic {@code series} would hold: of each key the row of the greatest revision, whatever comes
 * first. Outlives the attempts of the job that write to it. Thread-safe.
 */
final class Tables {
    private record Version<T>(long revision, boolean isDeleted, T row) {}

    private final Map<String, Map<WindowKey, Version<RollupRow>>> rollups = new HashMap<>();
    private final Map<String, Map<MonthKey, Version<MonthEndRow>>> months = new HashMap<>();
    private final Map<String, Map<Long, Version<ReadingRow>>> readings = new HashMap<>();
    private final Map<String, Map<Long, Version<MeterEventRow>>> meterEvents = new HashMap<>();
    private final Map<String, Map<Long, Version<EvidenceRow>>> evidence = new HashMap<>();
    private final Map<String, Version<SeriesRow>> series = new HashMap<>();
    private final Map<String, PublishedSeries> published = new HashMap<>();
    private final Map<String, String> deadLetters = new HashMap<>();
    private final DayTables days = new DayTables();
    private final Map<Integer, Version<LedgerRow>> ledger = new TreeMap<>();
    final ArchivedCopies archived = new ArchivedCopies();
    private long greatestRevision;
    private int rows;

    synchronized void add(Object row) {
        if (row instanceof LedgerDelta) {
            return; // on its way to the ledger: LedgerLawTest
        }
        if (row instanceof ArchivedBlockRow copy) {
            archived.add(copy);
            return;
        }
        rows++;
        if (row instanceof LedgerRow partition) {
            put(ledger, partition.partition(), new Version<>(partition.revision(), partition.isDeleted(), partition));
        } else if (row instanceof RollupRow rollup) {
            put(
                    rollups.computeIfAbsent(key(rollup.tenant(), rollup.series()), key -> new HashMap<>()),
                    new WindowKey(rollup.period().iso(), rollup.startMillis()),
                    new Version<>(rollup.revision(), rollup.isDeleted(), rollup));
        } else if (row instanceof MonthEndRow month) {
            put(
                    months.computeIfAbsent(key(month.tenant(), month.series()), key -> new HashMap<>()),
                    new MonthKey(month.mode().wireName(), YearMonth.from(LocalDate.ofEpochDay(month.month()))),
                    new Version<>(month.revision(), month.isDeleted(), month));
        } else if (row instanceof ReadingRow reading) {
            put(
                    readings.computeIfAbsent(key(reading.tenant(), reading.series()), key -> new HashMap<>()),
                    reading.tsMillis(),
                    new Version<>(reading.revision(), reading.isDeleted(), reading));
        } else if (row instanceof MeterEventRow event) {
            put(
                    meterEvents.computeIfAbsent(key(event.tenant(), event.series()), key -> new HashMap<>()),
                    event.tsMillis(),
                    new Version<>(event.revision(), event.isDeleted(), event));
        } else if (row instanceof EvidenceRow pair) {
            put(
                    evidence.computeIfAbsent(key(pair.tenant(), pair.series()), key -> new HashMap<>()),
                    pair.tsMillis(),
                    new Version<>(pair.revision(), pair.isDeleted(), pair));
        } else if (row instanceof SeriesRow definition) {
            put(
                    series,
                    key(definition.tenant(), definition.series()),
                    new Version<>(definition.revision(), definition.isDeleted(), definition));
        } else if (row instanceof PublishedSeries definition) {
            published.merge(
                    definition.key(),
                    definition,
                    (known, other) -> other.revision() > known.revision() ? other : known);
        } else if (row instanceof DeadLetter letter) {
            deadLetters.put(
                    letter.partition() + "/" + letter.offset(), letter.reason().code());
        } else if (!days.add(row)) {
            throw new AssertionError("no table for " + row);
        }
    }

    private <K, T> void put(Map<K, Version<T>> table, K key, Version<T> version) {
        greatestRevision = Math.max(greatestRevision, version.revision);
        Version<T> known = table.get(key);
        if (known != null && known.revision == version.revision) {
            throw new AssertionError(key + " written twice with one revision: " + known + " and " + version);
        }
        if (known == null || known.revision < version.revision) {
            table.put(key, version);
        }
    }

    synchronized long greatestRevision() {
        return greatestRevision;
    }

    /** How many rows have been written, whatever became of them. */
    synchronized int rows() {
        return rows;
    }

    synchronized Map<String, String> deadLetters() {
        return new HashMap<>(deadLetters);
    }

    @Nullable
    synchronized SeriesRow series(String key) {
        Version<SeriesRow> version = series.get(key);
        return version == null ? null : version.row;
    }

    /** Each partition's row. */
    synchronized List<LedgerRow> ledger() {
        return ledger.values().stream().map(Version::row).toList();
    }

    /** The live windows of a series, as the reference says them. */
    synchronized SortedMap<WindowKey, ReferenceRow> rollups(String key) {
        SortedMap<WindowKey, ReferenceRow> live = new TreeMap<>();
        rollups.getOrDefault(key, Map.of()).forEach((window, version) -> {
            if (!version.isDeleted) {
                live.put(window, referenceRow(version.row));
            }
        });
        return live;
    }

    /** The live months of a series, as the reference says them. */
    synchronized SortedMap<MonthKey, ReferenceMonth> months(String key) {
        SortedMap<MonthKey, ReferenceMonth> live = new TreeMap<>();
        months.getOrDefault(key, Map.of()).forEach((month, version) -> {
            if (!version.isDeleted) {
                live.put(month, referenceMonth(version.row));
            }
        });
        return live;
    }

    /** The values of the live readings of a series. */
    synchronized SortedMap<Long, BigDecimal> readings(String key) {
        SortedMap<Long, BigDecimal> live = new TreeMap<>();
        readings.getOrDefault(key, Map.of()).forEach((ts, version) -> {
            if (!version.isDeleted) {
                live.put(ts, decimal(version.row.valueMicros()));
            }
        });
        return live;
    }

    /** The live meter events of a series, as the reference says them. */
    private synchronized SortedMap<Long, ReferenceMeterEvent> meterEvents(String key) {
        SortedMap<Long, ReferenceMeterEvent> live = new TreeMap<>();
        meterEvents.getOrDefault(key, Map.of()).forEach((ts, version) -> {
            if (!version.isDeleted) {
                MeterEventRow row = version.row;
                live.put(
                        ts,
                        new ReferenceMeterEvent(
                                row.event(), integer(row.closingMicros()), integer(row.openingMicros())));
            }
        });
        return live;
    }

    private static @Nullable BigInteger integer(@Nullable Long micros) {
        return micros == null ? null : BigInteger.valueOf(micros);
    }

    private synchronized SortedMap<Long, ReferenceEvidence> evidence(String key) {
        SortedMap<Long, ReferenceEvidence> live = new TreeMap<>();
        evidence.getOrDefault(key, Map.of()).forEach((ts, version) -> {
            if (!version.isDeleted) {
                live.put(ts, referenceEvidence(version.row));
            }
        });
        return live;
    }

    private static ReferenceEvidence referenceEvidence(EvidenceRow row) {
        assertEquals(row.rule().source(), row.source(), row.toString());
        return new ReferenceEvidence(
                row.fromTsMillis(),
                decimal(row.markMicros()),
                decimal(row.previousMicros()),
                decimal(row.valueMicros()),
                row.rule().name().toLowerCase(Locale.ROOT),
                row.events(),
                decimal(row.incrementMicrosHigh(), row.incrementMicrosLow()));
    }

    /** Fails unless everything is as the log says. */
    void assertHold(RandomLog log, String what) {
        log.references().forEach((key, reference) -> {
            assertSame(reference.rows(), rollups(key), what + ", windows of " + key);
            assertSame(reference.months(), months(key), what + ", months of " + key);
            assertSame(reference.readings(), readings(key), what + ", readings of " + key);
            assertSame(reference.meterEvents(), meterEvents(key), what + ", meter events of " + key);
            assertSame(reference.evidence(), evidence(key), what + ", evidence of " + key);
            assertLocalTimes(key, reference.zone(), what);
            synchronized (this) {
                days.assertSame(key, reference, what);
            }
        });
        assertEquals(log.everDefined(), new java.util.TreeSet<>(series.keySet()), what);
        for (String key : log.everDefined()) {
            SeriesRow row = Objects.requireNonNull(series(key));
            assertEquals(!log.isDefined(key), row.isDeleted(), what + ": " + row);
            assertEquals(false, row.recomputing(), what + ": " + row);
            assertEquals(
                    row.isDeleted(),
                    Objects.requireNonNull(published.get(key)).json().isEmpty(),
                    what + ": " + row);
            if (log.isDefined(key)) {
                Reference reference = Objects.requireNonNull(log.references().get(key));
                assertEquals(reference.zone().getId(), row.zone(), what + ": " + row);
            }
        }
    }

    private synchronized void assertLocalTimes(String key, ZoneId zone, String what) {
        for (Version<RollupRow> version : rollups.getOrDefault(key, Map.of()).values()) {
            RollupRow row = version.row;
            if (!version.isDeleted) {
                assertEquals(localMillis(row.startMillis(), zone), row.localStartMillis(), what + ": " + row);
                assertEquals(localMillis(row.endMillis(), zone), row.localEndMillis(), what + ": " + row);
            }
        }
    }

    /** Row by row, so that a failure names the first that differs and not all. */
    private static <K, V> void assertSame(SortedMap<K, V> expected, SortedMap<K, V> actual, String what) {
        expected.forEach((key, row) -> assertEquals(row, actual.get(key), what + ": " + key));
        assertEquals(expected.keySet(), actual.keySet(), what);
    }

    private static String key(String tenant, String series) {
        return tenant + "/" + series;
    }

    private static long localMillis(long millis, ZoneId zone) {
        return LocalDateTime.ofInstant(java.time.Instant.ofEpochMilli(millis), zone)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private static ReferenceRow referenceRow(RollupRow row) {
        boolean any = row.count() > 0;
        return new ReferenceRow(
                row.endMillis(),
                row.count(),
                any ? row.firstTsMillis() : null,
                any ? decimal(row.firstMicros()) : null,
                any ? row.lastTsMillis() : null,
                any ? decimal(row.lastMicros()) : null,
                any ? decimal(row.minMicros()) : null,
                any ? decimal(row.maxMicros()) : null,
                any ? decimal(row.sumMicrosHigh(), row.sumMicrosLow()) : null,
                row.hasTotal() ? decimal(row.totalMicrosHigh(), row.totalMicrosLow()) : null,
                row.hasMean() ? decimal(row.meanMicros()) : null,
                row.measuredMillis(),
                row.interpolatedMillis(),
                row.quality().wireName());
    }

    private static ReferenceMonth referenceMonth(MonthEndRow row) {
        return new ReferenceMonth(
                row.endMillis(),
                row.method().wireName(),
                decimal(row.endReadingMicrosHigh(), row.endReadingMicrosLow()),
                row.leftTsMillis(),
                decimal(row.leftMicros()),
                row.rightTsMillis(),
                decimal(row.rightMicros()),
                row.hasConsumption() ? decimal(row.consumptionMicrosHigh(), row.consumptionMicrosLow()) : null,
                row.quality().wireName());
    }

    private static BigDecimal decimal(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }

    private static BigDecimal decimal(long high, long low) {
        BigInteger lowBits = new BigInteger(Long.toUnsignedString(low));
        return new BigDecimal(BigInteger.valueOf(high).shiftLeft(64).add(lowBits), 6);
    }
}
