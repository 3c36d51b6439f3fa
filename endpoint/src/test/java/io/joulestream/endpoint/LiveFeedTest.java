package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.endpoint.live.Listener;
import io.joulestream.endpoint.live.LiveFeed;
import io.joulestream.endpoint.store.Change;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.store.Watched;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private static final Watched HOURS = new Watched("default", List.of("meter"), "PT1H", 0, Long.MAX_VALUE);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final FakeStore store = new FakeStore();
    private final List<Listener> listening = new ArrayList<>();
    /** Looks when it is told to. */
    private final LiveFeed feed = new LiveFeed(store, Duration.ofDays(1), 3);

    @AfterEach
    void close() {
        listening.forEach(listener -> feed.leave(HOURS, listener));
        feed.close();
    }

    private Listener listen() throws StoreUnavailable {
        return listen(null);
    }

    private Listener listen(@Nullable Map<String, Long> since) throws StoreUnavailable {
        var listener = Objects.requireNonNull(feed.listen(HOURS, since));
        listening.add(listener);
        return listener;
    }

    private void leave(Listener listener) {
        listening.remove(listener);
        feed.leave(HOURS, listener);
    }

    private void change(int hour, long revision, boolean deleted) {
        store.history.add(new Change<>("meter", deleted, Rows.rollup(hour, revision)));
    }

    /** Names of the events that wait, with what they say that is worth comparing. */
    private static List<String> told(Listener listener) throws InterruptedException {
        var told = new ArrayList<String>();
        while (true) {
            String text = new String(listener.next(AT_ONCE).bytes(), StandardCharsets.UTF_8);
            if (text.startsWith(":")) {
                return told;
            }
            var data = RunningEndpoint.json(text.replaceAll("(?s).*data: ", ""));
            told.add(text.lines().findFirst().orElse("").replace("event: ", "")
                    + (data.containsKey("start") ? " " + data.get("start") + data.get("deleted") : "")
                    + (data.containsKey("resumed") ? " " + data.get("resumed") : ""));
        }
    }

    private static String hours(boolean deleted, int... hours) {
        var starts = Arrays.stream(hours)
                .mapToObj(hour -> Rows.START + hour * Rows.HOUR)
                .toList();
        return "rows " + starts + starts.stream().map(start -> deleted).toList();
    }

    @Test
    void asksNothingWhileNobodyListens() throws Exception {
        feed.look();
        assertEquals(0, store.looks.get());
        leave(listen());
        feed.look();
        assertEquals(0, store.looks.get());
    }

    @Test
    void looksOnceForAllWhoListenToTheSame() throws Exception {
        var first = listen();
        var second = listen();
        change(1, 10, false);
        feed.look();
        assertEquals(1, store.looks.get());
        assertEquals(List.of(hours(false, 1)), told(first));
        assertEquals(List.of(hours(false, 1)), told(second));
    }

    @Test
    void tellsOnlyWhatChangedSince() throws Exception {
        change(0, 5, false);
        var listener = listen();
        feed.look();
        assertEquals(List.of(), told(listener));
        feed.look();
        assertEquals(List.of("hello false"), told(listener));
        change(1, 6, false);
        change(2, 7, true);
        feed.look();
        var starts = List.of(Rows.START + Rows.HOUR, Rows.START + 2 * Rows.HOUR);
        assertEquals(List.of("rows " + starts + List.of(false, true)), told(listener));
        feed.look();
        assertEquals(List.of(), told(listener));
    }

    @Test
    void tellsARowThatAppearsAfterOneOfAGreaterRevision() throws Exception {
        var listener = listen();
        feed.look();
        feed.look();
        assertEquals(List.of("hello false"), told(listener));
        change(1, 10, false);
        feed.look();
        assertEquals(List.of(hours(false, 1)), told(listener));
        change(0, 9, false);
        feed.look();
        assertEquals(List.of(hours(false, 0)), told(listener));
        for (int look = 0; look < 10; look++) {
            feed.look();
        }
        assertEquals(List.of(), told(listener));
        change(1, 11, false);
        feed.look();
        assertEquals(List.of(hours(false, 1)), told(listener));
    }

    @Test
    void tellsWhoComesBackWhatItMissed() throws Exception {
        change(0, 5, false);
        change(1, 6, false);
        var listener = listen(Map.of("meter", 5L));
        assertEquals(List.of("hello true", hours(false, 1)), told(listener));
        change(2, 7, false);
        feed.look();
        feed.look();
        assertEquals(List.of(hours(false, 2)), told(listener));
    }

    @Test
    void saysToReadAnewWhereTooMuchChanged() throws Exception {
        var listener = listen();
        for (int hour = 0; hour <= 5_000; hour++) {
            change(hour, 100 + hour, false);
        }
        feed.look();
        assertEquals(List.of("reload"), told(listener));
        change(1, 10_000, false);
        feed.look();
        assertEquals(List.of("hello false", hours(false, 1)), told(listener));
    }

    @Test
    void saysThatTheStoreIsAwayOnceAndWhenItIsBack() throws Exception {
        var listener = listen();
        feed.look();
        feed.look();
        assertEquals(List.of("hello false"), told(listener));
        store.trouble = StoreUnavailable.away("ClickHouse does not answer", new TimeoutException());
        feed.look();
        feed.look();
        assertEquals(List.of("trouble"), told(listener));
        store.trouble = null;
        change(1, 6, false);
        feed.look();
        assertEquals(List.of("hello true", hours(false, 1)), told(listener));
    }

    @Test
    void letsGoWhoDoesNotKeepUp() throws Exception {
        var listener = listen();
        for (int change = 0; change < 300; change++) {
            change(1, 10 + change, false);
            feed.look();
        }
        assertFalse(listener.isOpen());
    }

    @Test
    void refusesMoreThanItsLimitUntilOneLeaves() throws Exception {
        listen();
        listen();
        var third = listen();
        assertNull(feed.listen(HOURS, null));
        leave(third);
        assertTrue(listen().isOpen());
    }

    @Test
    void ends() throws Exception {
        var listener = listen();
        feed.close();
        assertFalse(listener.isOpen());
        assertNull(feed.listen(HOURS, null));
    }
}
