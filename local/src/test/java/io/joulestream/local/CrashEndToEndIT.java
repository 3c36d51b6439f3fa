package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules 8, 20, 21, 28 and 29 under fire: while every kind of series and activities live their lives over HTTP, parts of the system are killed or
 * stalled; after each such fault, and the recovery that needs nobody, everything is as the reference says, each key once.
 *
 * <p>{@code -Djoulestream.crashes=20}, or {@code JOULESTREAM_CRASHES} in the environment, for more faults (six are all
 * kinds); {@code -Djoulestream.seed=…} for others.
 */
class CrashEndToEndIT {
    private static final int CRASHES = Integer.getInteger(
            "joulestream.crashes", Integer.parseInt(System.getenv().getOrDefault("JOULESTREAM_CRASHES", "2")));
    private static final long SEED = Long.getLong("joulestream.seed", 20_261_101);

    private static final List<Fault> KINDS = List.of(Fault.values());

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<RandomLife> lives = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private UpProcess system;
    private RandomActivities activities;
    private Load load;

    @BeforeEach
    void starts() {
        system = new UpProcess(folder);
        system.up();
        for (var kind : List.of("counter", "delta", "gauge")) {
            for (var i = 0; i < 2; i++) {
                var series = new MirroredSeries(system.baseUrl(), "crash-" + kind + "-" + i);
                lives.add(new RandomLife(series, kind, random.nextLong()));
            }
        }
        activities = new RandomActivities(new MirroredActivities(system.baseUrl(), "crash"), 200, random.nextLong());
        var steps = new ArrayList<Runnable>();
        lives.forEach(life -> steps.add(life::step));
        steps.add(activities::step);
        load = new Load(steps);
    }

    @AfterEach
    void stops() {
        load.close();
        system.close();
    }

    @Test
    void losesAndRepeatsNothing() throws Exception {
        System.out.println(CRASHES + " faults, -Djoulestream.seed=" + SEED);
        for (var i = 0; i < CRASHES; i++) {
            load.go();
            TimeUnit.MILLISECONDS.sleep(2_000 + random.nextInt(8_000));
            var fault = KINDS.get(i % KINDS.size());
            var started = System.nanoTime();
            fault.strike(system);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(6_000));
            load.pause();
            lives.forEach(life -> life.series().client().await(life.series().token()));
            activities.activities().awaitAll();
            var took = Duration.ofNanos(System.nanoTime() - started).toSeconds();
            assertEverythingIsRight();
            System.out.printf(
                    "fault %d, %s: visible again after %d s, %d readings, %d activities, all as the reference%n",
                    i + 1, fault, took, readings(), activities.activities().count());
        }
    }

    private int readings() {
        return lives.stream()
                .mapToInt(life -> life.series().reference().readings().size())
                .sum();
    }

    private void assertEverythingIsRight() {
        lives.forEach(life -> life.series().assertSame());
        assertEachKeyOnce();
        assertReadingsAreStored();
        assertDeadLettersAreKept();
        activities.activities().assertSame();
        activities.activities().assertSummed();
        activities.activities().assertObserved(system.store());
        assertEachActivityOnce();
        Invariants.assertHold(system.store());
    }

    private void assertEachKeyOnce() {
        var expected = new HashMap<String, Integer>();
        lives.forEach(life -> expected.merge(
                life.series().name(), life.series().reference().rows().size(), Integer::sum));
        expected.values().removeIf(rows -> rows == 0);
        var actual = new HashMap<String, Integer>();
        for (var row : system.store()
                .rows(
                        "SELECT series, count(), uniqExact(period, start) FROM rollup FINAL GROUP BY series ORDER BY series")) {
            var fields = row.split("\t", -1);
            assertEquals(fields[1], fields[2], "rows and keys of " + row);
            actual.put(fields[0], Integer.valueOf(fields[1]));
        }
        assertEquals(expected, actual);
    }

    private void assertReadingsAreStored() {
        for (var life : lives) {
            var expected = new ArrayList<String>();
            life.series()
                    .reference()
                    .readings()
                    .forEach((ts, value) ->
                            expected.add(ts + "\t" + value.movePointRight(6).longValueExact()));
            var actual = system.store()
                    .rows("SELECT toUnixTimestamp64Milli(ts), toInt64(value * 1000000) FROM reading FINAL"
                            + " WHERE series = '" + life.series().name() + "' ORDER BY ts");
            assertEquals(expected, actual, life.series().name());
        }
    }

    private void assertEachActivityOnce() {
        String rows = String.valueOf(activities.activities().count());
        assertEquals(
                List.of(rows + "\t" + rows),
                system.store().rows("SELECT count(), uniqExact(tenant, source, id) FROM activity_latest"));
    }

    /** A request that was sent twice leaves two, one for each record. */
    private void assertDeadLettersAreKept() {
        for (var life : lives) {
            var kept = new TreeSet<>(system.store()
                    .rows("SELECT DISTINCT JSONExtractString(raw, 'note') FROM dead_letter FINAL WHERE series = '"
                            + life.series().name() + "' AND reason = 'unit_mismatch'"));
            for (var i = 1; i <= life.bad(); i++) {
                assertTrue(kept.contains(life.series().name() + " " + i), () -> kept.toString());
            }
            assertEquals(
                    life.bad(), kept.size(), Map.of(life.series().name(), kept).toString());
        }
    }
}
