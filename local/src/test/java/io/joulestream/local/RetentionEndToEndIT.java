package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Readings older than {@code state.retention} (400 days here) leave the job's state, and change as if they had not. */
@OnSharedStack
class RetentionEndToEndIT {
    private static final String NAME = "long-ago";
    private static final long START = Instant.parse("2019-12-27T22:30:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final int READINGS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SharedStack.Running system;

    RetentionEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    @Test
    void whatHasLeftTheStateChangesAsIfItWereThere() throws Exception {
        var series = new MirroredSeries(system.baseUrl(), NAME);
        series.define(Map.of("kind", "counter", "unit", "kWh", "zone", "Europe/Madrid", "modulus", 100_000));
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < READINGS; i++) {
            events.add(Map.of("ts", START + i * HOUR, "value", 3 * i));
        }
        series.send(events);
        series.assertSame();
        // All closed blocks and past months: seven of 128 readings, and at least December.
        awaitKept(8);

        series.send(List.of(
                Map.of("ts", START + 100 * HOUR, "value", 301),
                Map.of("ts", START + 300 * HOUR + 1, "value", 901),
                Map.of("op", "delete", "ts", START + 500 * HOUR),
                Map.of("ts", START - HOUR, "value", 0),
                Map.of("op", "meter", "ts", START + 700 * HOUR + 1, "event", "reset")));
        series.assertSame();
        series.define(Map.of("kind", "counter", "unit", "kWh", "zone", "Asia/Kathmandu", "modulus", 100_000));
        series.assertSame();
        awaitKept(8);

        series.delete();
        series.assertSame();
        awaitKept(0);
        assertEquals(
                List.of("0"), system.store().rows("SELECT count() FROM reading_latest WHERE series = '" + NAME + "'"));
    }

    /** Waits until so many copies or more stand for what has left, or none. */
    private void awaitKept(int copies) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var kept = kept(); copies == 0 ? kept > 0 : kept < copies; kept = kept()) {
            assertTrue(System.nanoTime() < end, kept + " copies are kept, and " + copies + " should be");
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private int kept() {
        return Integer.parseInt(system.store()
                .rows("SELECT countIf(stage = 'kept') FROM (SELECT max(stage) AS stage FROM archived_block"
                        + " WHERE series = '" + NAME + "' GROUP BY kind, key, copy)")
                .get(0));
    }
}
