package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.jobs.clickhouse.ActivityRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SEMANTICS 28 to 31 over random histories of activities and weather, through every operator of the job in any order that its
 * channels allow, with weather services that answer or fail, patience that ends, clocks set back, checkpoints, crashes,
 * attempts that stall and still write, and rescales: in the end the tables say what the slow reference says of all that was
 * sent. {@code -Djoulestream.seeds=N} runs N histories of each law.
 */
class ActivitiesLawTest {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 200);
    private static final long HOUR = RandomActivities.HOUR;
    private static final long DAY = RandomActivities.DAY;
    /** Before the last of the days begins. */
    private static final long START = RandomActivities.FIRST_DAY + 2 * DAY + 20 * HOUR;

    private static final long FOR_EVER = Long.MAX_VALUE >> 20;
    private static final String PENDING = "pending";
    private static final String IMPATIENT = "unavailable(no_observation)";

    private final Map<String, Integer> seen = new TreeMap<>();
    private int crashes;
    private Decoding decoding;

    @BeforeEach
    void open() throws Exception {
        decoding = new Decoding();
    }

    @AfterEach
    void close() throws Exception {
        decoding.close();
    }

    @Test
    void anyOrderAndAnyCrashesLeaveTheTablesOfTheReference() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Life life = new Life(seed, FOR_EVER);
            life.season(150);
            life.finish();
        }
        assertTrue(crashes > SEEDS, crashes + " crashes");
        for (String status : List.of("enriched", IMPATIENT, PENDING, "no_location")) {
            assertTrue(seen.getOrDefault(status, 0) > SEEDS / 2, status + " in " + seen);
        }
        int refused = 0;
        for (String status : List.of("quota", "auth", "not_found", "server")) {
            refused += seen.getOrDefault("unavailable(" + status + ")", 0);
        }
        assertTrue(refused > SEEDS / 20, "refused in " + seen);
    }

    /**
     * With a retention: what nothing has come to for as long is as if it had never come, but for its rows, which stay until
     * something does.
     */
    @Test
    void whatHasLeftTheStateLeavesItsRowsAndNothingElse() throws Exception {
        long retention = 20 * DAY;
        for (int seed = 0; seed < SEEDS / 3; seed++) {
            Life life = new Life(seed, retention);
            life.season(60);
            life.rest(retention);
            life.season(60);
            life.finish();
        }
    }

    /** The job's life over growing logs: attempts come and go, the tables stay. */
    private final class Life {
        private final String what;
        private final SplittableRandom random;
        private final RandomActivities history;
        private final ActivityTables tables = new ActivityTables();
        private final ActivitiesRun.Settings settings;
        private ActivitiesRun attempt;
        private int attempts;
        private ActivitiesRun.@Nullable Checkpoint checkpoint;
        private boolean attemptHasCheckpoint;
        /** Whether anybody serves what is asked for. */
        private final boolean isServed;
        /** The latest instant that any attempt knew. */
        private long latest = START;

        Life(long seed, long retentionMillis) throws Exception {
            what = "seed " + seed;
            random = new SplittableRandom(seed);
            history = new RandomActivities(random);
            Duration patience = Duration.ofMillis(random.nextInt(3) == 0 ? 90 * DAY : HOUR + random.nextLong(DAY));
            settings = new ActivitiesRun.Settings(
                    retentionMillis == FOR_EVER ? patience : Duration.ofHours(1 + random.nextInt(24)), retentionMillis);
            isServed = random.nextInt(3) > 0;
            attempt = start(START);
        }

        private ActivitiesRun start(long clock) throws Exception {
            attemptHasCheckpoint = false;
            return new ActivitiesRun(
                    history.logs,
                    decoding,
                    new ActivitiesRun.Start(
                            settings, new SteppedClock(clock), 1 + random.nextInt(2), attempts++, checkpoint),
                    random,
                    tables);
        }

        /** Records come and go while the job crashes now and then; in the end all that was sent has arrived. */
        void season(int records) throws Exception {
            int written = 0;
            int left = random.nextInt(4);
            while (written < records || attempt.step()) {
                if (written < records && random.nextInt(4) == 0) {
                    history.write(attempt.clock());
                    written++;
                }
                for (int steps = random.nextInt(12); steps > 0; steps--) {
                    attempt.step();
                }
                if (random.nextInt(8) == 0) {
                    advance(random.nextLong(random.nextInt(8) == 0 ? DAY : HOUR / 2));
                }
                if (random.nextInt(4) == 0) {
                    serveOne(false);
                }
                if (written < records && random.nextInt(60) == 0) {
                    checkpoint();
                } else if (written < records && left > 0 && random.nextInt(records) == 0) {
                    left--;
                    crash();
                }
            }
            compare(latest - START < settings.patience().toMillis() ? Set.of() : Set.of(IMPATIENT), PENDING);
        }

        private void advance(long millis) throws Exception {
            attempt.advance(millis);
            latest = Math.max(latest, attempt.clock());
        }

        private void serveOne(boolean isLast) {
            if (isServed && !attempt.asking.isEmpty()) {
                String place = attempt.asking.remove(random.nextInt(attempt.asking.size()));
                history.answer(place, attempt.clock(), isLast);
            }
        }

        private void checkpoint() throws Exception {
            checkpoint = attempt.checkpoint();
            attemptHasCheckpoint = true;
        }

        /** A superseded attempt may still write what it reads from here on. */
        private void crash() throws Exception {
            crashes++;
            ActivitiesRun stalled = attempt;
            attempt = start(
                    attemptHasCheckpoint && random.nextBoolean()
                            ? stalled.clock() - random.nextLong(3 * HOUR)
                            : stalled.clock() + 1 + random.nextLong(HOUR));
            latest = Math.max(latest, attempt.clock());
            for (int steps = random.nextInt(60); steps > 0; steps--) {
                stalled.step();
            }
            stalled.close();
        }

        /** Whatever is waited for has come, or never comes. */
        private void settle() throws Exception {
            long until = latest + settings.patience().toMillis() + 3 * DAY;
            while (attempt.clock() < until || (isServed && !attempt.asking.isEmpty())) {
                serveOne(true);
                while (attempt.step()) {}
                advance(random.nextLong(settings.patience().toMillis() / 20 + 4 * HOUR));
            }
            while (attempt.step()) {}
            assertEquals(Set.of(), attempt.requested.overdue(attempt.clock()), what);
        }

        /** Nothing comes for longer than the retention. */
        void rest(long retention) throws Exception {
            settle();
            compare(Set.of(), IMPATIENT);
            assertTrue(attempt.leavable() > 0, what);
            advance(2 * retention);
            assertEquals(0, attempt.leavable(), what);
            history.reference.forget(IMPATIENT);
            attempt.requested.forget();
            checkpoint();
        }

        void finish() throws Exception {
            settle();
            compare(Set.of(), IMPATIENT);
            for (ActivitiesReference.Sent sent : history.reference.present()) {
                Spot spot = sent.spot();
                ActivityRow row = tables.activities().get(key(sent));
                if (spot != null && row != null && row.weatherStatus().equals(IMPATIENT)) {
                    for (String place : ActivitiesReference.needed(
                            spot.cell(), sent.activity().startMillis())) {
                        assertTrue(
                                history.reference.isSettled(key(sent)) || attempt.requested.knows(place),
                                () -> what + ": nobody asked for " + place);
                    }
                }
            }
            attempt.close();
        }

        private static String key(ActivitiesReference.Sent sent) {
            return sent.tenant() + "/watch/" + sent.id();
        }

        /** @param alsoWaiting other statuses that an activity may have whose weather has not come */
        private void compare(Set<String> alsoWaiting, String waiting) {
            SortedMap<String, ActivityRow> expected = history.reference.activities(waiting);
            SortedMap<String, ActivityRow> actual = tables.activities();
            for (Map.Entry<String, ActivityRow> each : expected.entrySet()) {
                String key = each.getKey();
                ActivityRow wanted = each.getValue();
                ActivityRow row = actual.get(key);
                if (row != null
                        && wanted.weatherStatus().equals(waiting)
                        && alsoWaiting.contains(row.weatherStatus())) {
                    row = ActivityTables.withStatus(row, waiting);
                }
                assertEquals(wanted, row, what + ": " + key);
                seen.merge(wanted.weatherStatus(), 1, Integer::sum);
            }
            assertEquals(expected.keySet(), actual.keySet(), what);
            assertSame(history.reference.observations(), tables.observations());
            assertSame(history.reference.summaries(), tables.summaries());
            assertSame(history.deadLetters, tables.deadLetters);
        }

        /** Row by row, so that a failure names the first that differs and not all. */
        private <V> void assertSame(SortedMap<String, V> expected, SortedMap<String, V> actual) {
            expected.forEach((key, row) -> assertEquals(row, actual.get(key), what + ": " + key));
            assertEquals(expected.keySet(), actual.keySet(), what);
        }
    }
}
