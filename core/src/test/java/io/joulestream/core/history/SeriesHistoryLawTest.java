package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.reference.Histories;
import io.joulestream.reference.HistoryOptions;
import io.joulestream.reference.MonthKey;
import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceMonth;
import io.joulestream.reference.ReferenceRow;
import io.joulestream.reference.WindowKey;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * SEMANTICS 8, 13-16, 18-21 over random histories, against the independent reference.
 * Of most histories, what is old leaves the state for the archive ({@link SeriesRun}).
 * {@code -Djoulestream.seeds=N} runs N histories of the laws instead of the default, of the slow ones a part of N.
 */
class SeriesHistoryLawTest {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 1000);

    @Test
    void anyBatchingGivesTheRowsOfTheReference() {
        int archived = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Histories.History history = Histories.of(seed, HistoryOptions.everything());
            SplittableRandom random = new SplittableRandom(seed);
            SeriesRun run = new SeriesRun(history, seed);
            Reference reference = new Reference(history.defaultZone());
            int batch = 1 + random.nextInt(20);
            for (Histories.Event event : history.events()) {
                String expected = reference.apply(event.fields(), event.receivedMillis());
                assertEquals(expected, run.apply(event), "outcome of " + event.toJson() + " in seed " + seed);
                if (random.nextInt(batch) == 0) {
                    run.emit();
                }
                if (random.nextInt(10) == 0) {
                    run.reload();
                }
                if (random.nextInt(4) == 0) {
                    run.settle();
                }
            }
            run.emit();
            archived += run.archive.size();
            assertSameRows(reference.rows(), run.store.rows(), seed);
            run.store.days.assertSame(reference, seed);
            assertEquals(reference.evidence(), run.store.evidence.rows(), "evidence of seed " + seed);
            assertSameMonths(reference, run, seed);
            run.store.deletedMeterEvents.clear();
            run.letAllLeave();
            run.apply(new Histories.Event(Map.of("op", "series-delete"), 1_800_000_000_000L));
            run.emit();
            assertTrue(run.store.rows().isEmpty(), "seed " + seed + " has rows of a deleted series");
            assertTrue(run.store.months().isEmpty(), "seed " + seed + " has months of a deleted series");
            assertTrue(run.store.evidence.rows().isEmpty(), "seed " + seed + " has evidence of a deleted series");
            assertEquals(reference.meterEvents().keySet(), run.store.deletedMeterEvents, "seed " + seed);
            run.store.days.assertEmpty(seed);
            run.letAllLeave();
            assertTrue(run.isClear(), "seed " + seed + " has state of a deleted series");
            assertEquals(0, run.archive.size(), "seed " + seed + " has archived blocks of a deleted series");
        }
        assertTrue(archived > SEEDS, archived + " archived blocks");
    }

    @Test
    void eachWindowThatAnEventChangesIsWrittenAndNoOther() {
        for (int seed = 0; seed < SEEDS / 2; seed++) {
            Histories.History history =
                    Histories.of(seed, HistoryOptions.everything().withMaxReadings(20));
            List<Set<WindowKey>> changes = Histories.changedBy(history);
            List<Set<MonthKey>> monthChanges = Histories.monthsChangedBy(history);
            SimulatedDays.Changes days = new SimulatedDays.Changes(history);
            List<Set<Long>> evidenceChanges = Histories.evidenceChangedBy(history);
            SplittableRandom random = new SplittableRandom(seed);
            SeriesRun run = new SeriesRun(history, seed);
            Set<WindowKey> expected = new HashSet<>();
            Set<WindowKey> allowed = new HashSet<>();
            Set<MonthKey> expectedMonths = new HashSet<>();
            Set<Long> expectedEvidence = new TreeSet<>();
            int batch = 1 + random.nextInt(6);
            for (int i = 0; i < history.events().size(); i++) {
                boolean redefines = String.valueOf(
                                history.events().get(i).fields().get("op"))
                        .startsWith("series");
                run.apply(history.events().get(i));
                expected.addAll(changes.get(i));
                expectedMonths.addAll(monthChanges.get(i));
                days.take(i, redefines, run.store.days);
                expectedEvidence.addAll(evidenceChanges.get(i));
                if (redefines) {
                    // A new zone or kind rewrites every row: its local times and columns are others.
                    allowed.addAll(run.store.written);
                }
                if (random.nextInt(batch) == 0 || i == history.events().size() - 1) {
                    run.emit();
                    Set<WindowKey> missing = new HashSet<>(expected);
                    missing.removeAll(run.store.written);
                    assertTrue(missing.isEmpty(), "seed " + seed + " event " + i + " did not write " + missing);
                    Set<WindowKey> surplus = new HashSet<>(run.store.written);
                    surplus.removeAll(expected);
                    surplus.removeAll(allowed);
                    assertTrue(surplus.isEmpty(), "seed " + seed + " event " + i + " wrote " + surplus);
                    assertEquals(expectedMonths, run.store.writtenMonths, "months of seed " + seed + " event " + i);
                    run.store.writtenMonths.clear();
                    expectedMonths.clear();
                    assertEquals(expectedEvidence, run.store.evidence.takeWritten(), "seed " + seed + " event " + i);
                    run.store.written.clear();
                    days.assertWritten(run.store.days, "seed " + seed + " event " + i);
                    expectedEvidence.clear();
                    expected.clear();
                    allowed.clear();
                    if (random.nextBoolean()) {
                        run.settle();
                    }
                }
            }
        }
    }

    @Test
    void aCrashAndADifferentlyBatchedReplayLeaveTheStoreEqual() {
        int readAgain = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Histories.History history = Histories.of(seed, HistoryOptions.everything());
            SplittableRandom random = new SplittableRandom(seed);
            SeriesRun run = new SeriesRun(history, seed);
            Reference reference = new Reference(history.defaultZone());
            history.events().forEach(event -> reference.apply(event.fields(), event.receivedMillis()));
            int position = 0;
            int crashes = random.nextInt(4);
            while (position < history.events().size()) {
                int size = 1 + random.nextInt(15);
                int end = Math.min(history.events().size(), position + size);
                for (; position < end; position++) {
                    run.apply(history.events().get(position));
                }
                if (random.nextInt(3) != 0) {
                    run.emit();
                }
                if (random.nextInt(4) == 0) {
                    run.checkpoint(position);
                } else if (crashes > 0 && random.nextInt(3) == 0) {
                    crashes--;
                    position = run.crash();
                }
            }
            run.emit();
            readAgain += run.archive.reads();
            assertSameRows(reference.rows(), run.store.rows(), seed);
            assertSameMonths(reference, run, seed);
            run.store.days.assertSame(reference, seed);
            assertEquals(reference.evidence(), run.store.evidence.rows(), "evidence of seed " + seed);
        }
        assertTrue(readAgain > SEEDS, readAgain + " blocks read from the archive");
    }

    /** SEMANTICS 5: a new tzdata recomputes like a changed definition; the old rules are those of another zone here. */
    @Test
    void aNewTzdataGivesTheRowsOfItsRules() {
        for (int seed = 0; seed < SEEDS / 10; seed++) {
            Histories.History history =
                    Histories.of(seed, HistoryOptions.everything().withDefinitionChanges(false));
            SplittableRandom random = new SplittableRandom(seed);
            SeriesRun run = new SeriesRun(history, seed);
            run.install(new CalendarVersions(
                    zone -> SiteCalendar.of(zone, ZoneId.of("Asia/Tehran").getRules())));
            Reference reference = new Reference(history.defaultZone());
            int upgrade = random.nextInt(history.events().size());
            for (int i = 0; i < history.events().size(); i++) {
                Histories.Event event = history.events().get(i);
                reference.apply(event.fields(), event.receivedMillis());
                run.apply(event);
                if (i == upgrade) {
                    run.install(new CalendarVersions());
                }
            }
            run.emit();
            assertSameRows(reference.rows(), run.store.rows(), seed);
            assertSameMonths(reference, run, seed);
            run.store.days.assertSame(reference, seed);
            assertEquals(reference.evidence(), run.store.evidence.rows(), "evidence of seed " + seed);
        }
    }

    /** SEMANTICS 8: 1 becomes 2, is written, crash; the replay takes 1 becomes 2 becomes 1 as one: the store must say 1. */
    @Test
    void aReplayThatChangesNothingAsAWholeStillOverwritesTheRowsOfTheLostFuture() {
        Histories.Event define = event(Map.of("op", "series", "kind", "gauge", "unit", "W", "zone", "Europe/Madrid"));
        Histories.Event one = event(Map.of("ts", 1_700_000_000_000L, "value", new BigDecimal("1")));
        Histories.Event two = event(Map.of("ts", 1_700_000_000_000L, "value", new BigDecimal("2")));
        List<Histories.Event> log = List.of(define, one, two, one);
        Histories.History history = new Histories.History(ZoneOffset.UTC, log);
        SeriesRun run = new SeriesRun(history, 0);
        run.apply(define);
        run.apply(one);
        run.emit();
        run.checkpoint(2);
        run.apply(two);
        run.emit();
        assertEquals(new BigDecimal("2.000000"), onlyLast(run));
        run.crash();
        run.apply(two);
        run.apply(one);
        run.emit();
        assertEquals(new BigDecimal("1.000000"), onlyLast(run));
    }

    /** SEMANTICS 20: the rows of a series created again win against the tombstones of the deleted one. */
    @Test
    void aSeriesCreatedAgainWinsAgainstItsTombstones() {
        Histories.Event define = event(Map.of("op", "series", "kind", "gauge", "unit", "W", "zone", "Europe/Madrid"));
        Histories.Event one = event(Map.of("ts", 1_700_000_000_000L, "value", new BigDecimal("1")));
        Histories.Event delete = event(Map.of("op", "series-delete"));
        SeriesRun run = new SeriesRun(new Histories.History(ZoneOffset.UTC, List.of(define, one, delete)), 0);
        for (int life = 0; life < 5; life++) {
            run.apply(define);
            run.apply(one);
            run.reload();
            assertEquals(new BigDecimal("1.000000"), onlyLast(run));
            run.apply(delete);
            run.reload();
            assertTrue(run.store.rows().isEmpty());
        }
    }

    private static BigDecimal onlyLast(SeriesRun run) {
        Set<BigDecimal> lasts = new HashSet<>();
        run.store.rows().values().forEach(row -> lasts.add(row.last()));
        assertEquals(1, lasts.size());
        return lasts.iterator().next();
    }

    private static Histories.Event event(Map<String, Object> fields) {
        return new Histories.Event(fields, 1_800_000_000_000L);
    }

    private static void assertSameMonths(Reference reference, SeriesRun run, int seed) {
        SortedMap<MonthKey, ReferenceMonth> expected = reference.months();
        SortedMap<MonthKey, ReferenceMonth> actual = run.store.months();
        for (Map.Entry<MonthKey, ReferenceMonth> row : expected.entrySet()) {
            assertEquals(row.getValue(), actual.get(row.getKey()), row.getKey() + " of seed " + seed);
        }
        assertEquals(expected.keySet(), actual.keySet(), "months of seed " + seed);
    }

    private static void assertSameRows(
            SortedMap<WindowKey, ReferenceRow> expected, SortedMap<WindowKey, ReferenceRow> actual, int seed) {
        for (Map.Entry<WindowKey, ReferenceRow> row : expected.entrySet()) {
            assertEquals(row.getValue(), actual.get(row.getKey()), row.getKey() + " of seed " + seed);
        }
        Set<WindowKey> surplus = new HashSet<>(actual.keySet());
        surplus.removeAll(expected.keySet());
        assertTrue(surplus.isEmpty(), "seed " + seed + " has surplus rows " + surplus);
    }
}
