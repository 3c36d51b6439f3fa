package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.Store.ChangedTime;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeptTimesTest {
    private static final SeriesKey METER = new SeriesKey("default", "meter");

    private final FakeStore store = new FakeStore();
    private final FakeVisibility visibility = new FakeVisibility();
    private KeptTimes kept = new KeptTimes(store, visibility, new Definitions(store, visibility, 1), 1 << 20);
    private long polled = System.currentTimeMillis() + 1_000_000;

    @BeforeEach
    void fill() {
        store.series.put(METER, Rows.series("meter", false));
        for (long ts = 1; ts <= 3; ts++) {
            store.readings.add(new ReadingRow(ts, BigDecimal.ONE, ts));
        }
        at(5, 5, null);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    /** The job has committed {@code next} of {@code end} records. */
    private void at(long next, long end, @Nullable String trouble) {
        visibility.progress =
                new Progress(null, polled++, trouble, true, 1, List.of(new Progress.Partition(0, 0, next, end, null)));
    }

    private Optional<String> kept() throws Exception {
        return kept.use(
                METER, (defined, times, revision) -> times.size() + " at " + revision + " " + defined.isPresent());
    }

    private String awaitKept() throws Exception {
        Optional<String> answer = kept();
        while (answer.isEmpty()) {
            Thread.sleep(1);
            answer = kept();
        }
        return answer.get();
    }

    @Test
    void asksAgainOnlyWhereTheJobHasCommitted() throws Exception {
        assertEquals("3 at 3 true", awaitKept());
        store.changedTimes.add(new ChangedTime(7, false, 4));
        store.changedTimes.add(new ChangedTime(2, true, 5));
        store.changedTimes.add(new ChangedTime(3, true, 6));
        int looks = store.looks.get();
        at(5, 6, null);
        assertEquals(Optional.of("3 at 3 true"), kept());
        assertEquals(looks, store.looks.get());
        at(6, 6, null);
        assertEquals(Optional.of("2 at 6 true"), kept());
        store.series.clear();
        at(7, 7, null);
        assertEquals(Optional.of("2 at 6 false"), kept());
    }

    @Test
    void seesWhatBecomesVisibleAfterALaterChange() throws Exception {
        assertEquals("3 at 3 true", awaitKept());
        store.changedTimes.add(new ChangedTime(9, false, 20));
        at(6, 10, null);
        assertEquals(Optional.of("4 at 20 true"), kept());
        store.changedTimes.add(new ChangedTime(8, false, 10));
        at(7, 12, null);
        assertEquals(Optional.of("5 at 20 true"), kept());
        // The log ended at 12 or before when revision 20 was seen: what comes before that is all visible at 12.
        store.changedTimes.add(new ChangedTime(6, false, 11));
        at(12, 15, null);
        assertEquals(Optional.of("6 at 20 true"), kept());
        store.changedTimes.add(new ChangedTime(5, false, 21));
        at(13, 15, null);
        assertEquals(Optional.of("7 at 21 true"), kept());
        // From here on it does not look back beyond 20.
        store.changedTimes.add(new ChangedTime(4, false, 12));
        at(14, 15, null);
        assertEquals(Optional.of("7 at 21 true"), kept());
    }

    @Test
    void waitsForWhatIsOnItsWayBeforeItKeepsAnything() throws Exception {
        at(5, 8, null);
        while (store.revisionsAsked.get() == 0) {
            assertEquals(Optional.empty(), kept());
        }
        for (long next = 5; next < 8; next++) {
            at(next, 8, null);
            assertEquals(Optional.empty(), kept());
        }
        store.readings.add(new ReadingRow(4, BigDecimal.ONE, 2));
        at(9, 9, null);
        assertEquals("4 at 3 true", awaitKept());
    }

    @Test
    void keepsNothingThatItCannotJudge() throws Exception {
        assertEquals("3 at 3 true", awaitKept());
        at(5, 5, "the log is away");
        assertEquals(Optional.empty(), kept());
        at(6, 6, null);
        store.trouble = StoreUnavailable.away("gone", new IllegalStateException());
        assertThrows(StoreUnavailable.class, this::kept);
        store.trouble = null;
        store.changedTimes.add(new ChangedTime(7, false, 4));
        assertEquals(Optional.of("4 at 4 true"), kept());
    }

    @Test
    void keepsNoSeriesThatIsTooLarge() throws Exception {
        kept.close();
        try (var small = new KeptTimes(store, visibility, new Definitions(store, visibility, 1), 100)) {
            kept = small;
            assertEquals(Optional.empty(), kept());
            // The one thread that loads has done with it when it is asked for the next.
            var other = new SeriesKey("default", "other");
            small.use(other, (defined, times, revision) -> 0);
            assertEquals(Optional.empty(), kept());
        }
    }

    @Test
    void asksForADefinitionOnceWhileNothingIsCommitted() throws Exception {
        var definitions = new Definitions(store, visibility, 1);
        assertEquals(true, Definitions.get(definitions.ask(METER), METER).isPresent());
        store.series.clear();
        at(5, 6, null);
        assertEquals(true, Definitions.get(definitions.ask(METER), METER).isPresent());
        at(6, 6, "the log is away");
        assertEquals(false, Definitions.get(definitions.ask(METER), METER).isPresent());
        at(6, 6, null);
        assertEquals(false, Definitions.get(definitions.ask(METER), METER).isPresent());
    }
}
