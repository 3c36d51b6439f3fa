package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.weather.Position;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a change of an activity is told: the place that it leaves, the one that it enters, or its row. */
class ActivityHistoryTest {
    private static final long T = 19_814 * 86_400_000L; // 2024-04-01T00:00:00Z
    private static final Position HERE = new Position(40_416_800, -3_703_800);
    private static final Position NEAR = new Position(40_416_801, -3_703_801);
    private static final Position THERE = new Position(51_500_000, 0);

    private Subtasks<KeyedOneInputStreamOperatorTestHarness<String, LoggedActivity, ActivityResult>> history;

    @BeforeEach
    void open() throws Exception {
        history = Subtasks.of(
                () -> new ActivityHistory(ZoneOffset.UTC),
                LoggedActivity::key,
                new Subtasks.Start(1, 0, new SteppedClock(T), null));
    }

    @AfterEach
    void close() throws Exception {
        history.close();
    }

    private List<String> told(byte[] activity) throws Exception {
        var one = history.get(0);
        one.processElement(new LoggedActivity("t/watch/1", activity), 0);
        List<String> told = new ArrayList<>();
        for (PlacedActivity each : Subtasks.take(one, ActivityHistory.PLACED)) {
            told.add(each.place() + " v" + each.version() + (each.activity().length == 0 ? " goes" : " comes"));
        }
        for (ActivityResult each : Subtasks.take(one)) {
            told.add("row v" + each.version() + (each.activity().length == 0 ? " goes" : " comes"));
        }
        return told;
    }

    private List<String> written(@Nullable Position position, long start) throws Exception {
        return told(new Activity("run", start, position, null, null, null, null, null, null).toByteArray());
    }

    private List<String> deleted() throws Exception {
        return told(new byte[0]);
    }

    @Test
    void thePlaceThatItLeavesIsToldOfIt() throws Exception {
        assertEquals(List.of("404_-38@19814 v1 comes"), written(HERE, T));
        assertEquals(List.of("404_-38@19814 v2 comes"), written(NEAR, T + 1));
        assertEquals(List.of(), written(NEAR, T + 1));
        assertEquals(List.of("404_-38@19814 v3 goes", "515_0@19814 v3 comes"), written(THERE, T + 1));
        assertEquals(List.of("515_0@19814 v4 goes", "515_0@19813 v4 comes"), written(THERE, T - 1));
        assertEquals(List.of("515_0@19813 v5 goes", "row v5 comes"), written(null, T - 1));
        assertEquals(List.of("404_-38@19814 v6 comes"), written(HERE, T));
    }

    @Test
    void aDeletedOneIsNoLongerAnywhereAndGoesOnCounting() throws Exception {
        assertEquals(List.of(), deleted());
        assertEquals(List.of("404_-38@19814 v1 comes"), written(HERE, T));
        assertEquals(List.of("404_-38@19814 v2 goes", "row v2 goes"), deleted());
        assertEquals(List.of(), deleted());
        assertEquals(List.of("404_-38@19814 v3 comes"), written(HERE, T));
        assertEquals(3, history.entries(), "what it is, its version, its zone");
        deleted();
        assertEquals(1, history.entries(), "its version");
    }
}
