package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.block.MemoryBlockStore;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.reference.Reference;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SEMANTICS 26 and 27 where chance seldom goes: after every event the rows are the reference's, also through a restart. */
class DayDetailsTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final long RECEIVED = 1_800_000_000_000L;
    /** Midnight in Madrid before the day of 25 hours. */
    private static final long DAY = 1_698_444_000_000L;

    private static final long HOUR = 3_600_000;
    private static final long THREE_HOURS = 3 * HOUR;

    /** No line joins them: that the last one goes is all that makes the day before the running one again. */
    @Test
    void theDayBeforeRunsAgainWhenTheLastReadingGoes() throws Exception {
        for (String hold : List.of("linear", "step")) {
            Run run = new Run(
                    Map.of("kind", "gauge", "unit", "W", "hold", hold, "maxGap", "PT1H", "expectedInterval", "PT15M"));
            run.put(DAY, 1);
            run.put(DAY + 5 * HOUR, 2);
            run.put(DAY + 60 * HOUR, 3);
            run.delete(DAY + 60 * HOUR);
            run.put(DAY + 7 * HOUR, 4);
            run.put(DAY + 30 * HOUR, 5);
            run.put(DAY + 29 * HOUR, 6);
            run.delete(DAY + 30 * HOUR);
            run.delete(DAY + 29 * HOUR);
            run.delete(DAY);
            run.delete(DAY + 7 * HOUR);
            run.delete(DAY + 5 * HOUR);
        }
    }

    /** A delta's spans touch no other day: neither does the last one that goes, nor one that comes. */
    @Test
    void soDoesThatOfADelta() throws Exception {
        for (String interval : List.of("PT15M", "PT6H", "P1D", "PT0.001S")) {
            for (String stamp : List.of("start", "end")) {
                Run run = new Run(Map.of(
                        "kind",
                        "delta",
                        "unit",
                        "Wh",
                        "interval",
                        interval,
                        "stamp",
                        stamp,
                        "expectedInterval",
                        "PT1H"));
                run.put(DAY + 5 * HOUR, -2);
                run.put(DAY + 24 * HOUR, 3);
                run.put(DAY + 24 * HOUR + 900_000, 4);
                run.delete(DAY + 24 * HOUR + 900_000);
                run.delete(DAY + 24 * HOUR);
                run.put(DAY + 23 * HOUR, 5);
                run.put(DAY + 60 * HOUR, 5);
                run.delete(DAY + 60 * HOUR);
                run.put(DAY + 49 * HOUR, 1);
            }
        }
    }

    @Test
    void anotherExpectedIntervalChangesEveryDay() throws Exception {
        Run run = new Run(Map.of("kind", "counter", "unit", "Wh", "expectedInterval", "PT15M"));
        for (int i = 0; i < 40; i++) {
            run.put(DAY + i * THREE_HOURS, i);
        }
        run.define(Map.of("kind", "counter", "unit", "Wh", "expectedInterval", "PT1H"));
        run.define(Map.of("kind", "counter", "unit", "Wh"));
        assertEquals(0, run.reference.completeness().size());
        run.define(Map.of("kind", "gauge", "unit", "Wh", "expectedInterval", "PT1M"));
        run.define(Map.of("kind", "delta", "unit", "Wh", "interval", "P1D"));
        run.define(Map.of("kind", "counter", "unit", "Wh"));
        assertEquals(0, run.reference.distributions().size());
    }

    private static final class Run {
        final Reference reference = new Reference(MADRID);
        private final SimulatedStore store = new SimulatedStore();
        private final MemoryBlockStore state = new MemoryBlockStore();
        private final Revisions revisions = new Revisions(1);
        private final CalendarVersions calendars = new CalendarVersions();
        private SeriesHistory series = SeriesHistory.create(state, revisions, calendars, 3);

        Run(Map<String, Object> definition) throws Exception {
            define(definition);
        }

        void define(Map<String, Object> definition) throws Exception {
            Map<String, Object> fields = new HashMap<>(definition);
            fields.put("op", "series");
            apply(fields);
        }

        void put(long ts, long watts) throws Exception {
            apply(Map.of("ts", BigDecimal.valueOf(ts), "value", BigDecimal.valueOf(watts)));
        }

        void delete(long ts) throws Exception {
            apply(Map.of("op", "delete", "ts", BigDecimal.valueOf(ts)));
        }

        private void apply(Map<String, Object> fields) throws Exception {
            Map<String, Object> plain = new LinkedHashMap<>(fields);
            plain.computeIfPresent("ts", (name, ts) -> ((BigDecimal) ts).longValueExact());
            String expected = reference.apply(plain, RECEIVED);
            Outcome outcome = series.apply(SeriesEvent.of(fields, RECEIVED, MADRID), ZoneOffset.UTC, output());
            assertEquals(expected, outcome.code());
            while (series.recomputing()) {
                series.recompute(5, output());
            }
            series.emit(output());
            series = SeriesHistory.read(series.write(), state, revisions, calendars, 3);
            store.days.assertSame(reference, 0);
        }

        private SimulatedStore output() {
            store.definition = series.definition();
            return store;
        }
    }
}
