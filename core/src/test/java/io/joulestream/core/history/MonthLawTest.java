package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.block.MemoryBlockStore;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.reference.Histories;
import io.joulestream.reference.MonthHistories;
import io.joulestream.reference.MonthKey;
import io.joulestream.reference.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * SEMANTICS 22 - 24 over random histories that keep to month ends: exact hits, a millisecond and four days beside them,
 * months without readings, histories shorter than seven days, edits, meter events, other zones and horizons.
 * {@code -Djoulestream.seeds=N} runs N of them instead of the default.
 */
class MonthLawTest {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 500);

    /** Each event alone or several together, with reloads between: what is written is what changed, and what is there is right. */
    @Test
    void theRowsThatEventsChangeAreWrittenAndNoOther() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Histories.History history = MonthHistories.of(seed);
            List<Set<MonthKey>> changes = Histories.monthsChangedBy(history);
            SplittableRandom random = new SplittableRandom(seed);
            Reference reference = new Reference(history.defaultZone());
            SimulatedStore store = new SimulatedStore();
            MemoryBlockStore state = new MemoryBlockStore();
            Revisions revisions = new Revisions(1);
            CalendarVersions calendars = new CalendarVersions();
            SeriesHistory series = SeriesHistory.create(state, revisions, calendars, 3);
            int batch = 1 + random.nextInt(4);
            Set<MonthKey> expected = new HashSet<>();
            for (int i = 0; i < history.events().size(); i++) {
                Histories.Event event = history.events().get(i);
                reference.apply(event.fields(), event.receivedMillis());
                apply(series, event, history, store);
                expected.addAll(changes.get(i));
                if (random.nextInt(batch) == 0 || i == history.events().size() - 1) {
                    String where = "seed " + seed + ", event " + i;
                    series.emit(store);
                    assertEquals(expected, store.writtenMonths, where);
                    assertEquals(reference.months(), store.months(), where);
                    store.writtenMonths.clear();
                    expected.clear();
                    if (random.nextInt(4) == 0) {
                        series = SeriesHistory.read(series.write(), state, revisions, calendars, 3);
                    }
                }
            }
        }
    }

    private static void apply(
            SeriesHistory series, Histories.Event event, Histories.History history, SimulatedStore store) {
        try {
            Map<String, Object> numbers = new HashMap<>(event.fields());
            numbers.replaceAll((name, value) ->
                    value instanceof Long number ? (Object) java.math.BigDecimal.valueOf(number) : value);
            SeriesEvent parsed = SeriesEvent.of(numbers, event.receivedMillis(), history.defaultZone());
            store.definition = series.definition();
            series.apply(parsed, history.defaultZone(), store);
            store.definition = series.definition();
            while (series.recomputing()) {
                series.recompute(4, store);
            }
        } catch (Rejection e) {
            // The reference says so, too: SeriesHistoryLawTest.
        }
    }
}
