package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.GridCell;
import io.joulestream.local.AirportActivities.Batch;
import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule 29 under fire: 1,000 activities of a year at three airports, and a weather service that knows what was observed there,
 * hours missing and all. Whichever comes first, the activities, the tenant's own observations or the service's answers, and
 * whatever is killed meanwhile, each activity ends with what the reference says, and nothing is asked for twice.
 *
 * <p>Needs the real data, and some two minutes: run by hand, {@code mvn verify -Dleft.out=none -Dtest=None
 * -Dit.test=WeatherUnderFireEndToEndIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}. {@code -Djoulestream.crashes=12} for more faults than one (six are all kinds);
 * {@code -Djoulestream.seed=…} for others.
 */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = RealReadings.FOLDER, matches = ".+")
class WeatherUnderFireEndToEndIT {
    private static final int ACTIVITIES = 1000;
    private static final int CRASHES = Integer.getInteger("joulestream.crashes", 1);
    private static final int ROUNDS = Math.max(3, CRASHES);
    private static final long SEED = Long.getLong("joulestream.seed", 20_261_122);
    /** Of the 64 that the job has under way at most, these are when the fault strikes. */
    private static final int UNDER_WAY = 20;
    /** Requests that are sent again where a stalled process finds that the answer took too long. */
    private static final int ATTEMPTS = 3;

    private enum Order {
        ACTIVITIES_FIRST,
        WEATHER_FIRST,
        MIXED
    }

    private static final List<Order> ORDERS = List.of(Order.values());
    private static final List<Fault> FAULTS = List.of(Fault.values());

    private final AirportWeather weather = AirportWeather.read();
    private final AirportActivities source = new AirportActivities(weather, new SplittableRandom(SEED));
    /** Cells and days that were ever wanted. */
    private final Set<String> known = new HashSet<>();

    @TempDir
    private Path folder = Path.of("");

    private AirportWeatherApi api;
    private UpProcess system;

    @BeforeEach
    void starts() throws IOException {
        api = new AirportWeatherApi(weather);
        system = new UpProcess(folder, api.settings());
        system.up();
    }

    @AfterEach
    void stops() {
        system.close();
        api.close();
    }

    @Test
    void everyActivityHasItsWeatherAndNothingIsAskedForTwice() throws Exception {
        System.out.println(ROUNDS + " rounds, " + CRASHES + " faults, -Djoulestream.seed=" + SEED);
        var mirrored = new MirroredActivities(system.baseUrl(), "airports");
        for (GridCell cell : AirportWeather.CELLS.values()) {
            mirrored.sharesNothing(cell, LocalDate.of(2013, 12, 31));
        }
        for (int round = 0; round < ROUNDS; round++) {
            var order = ORDERS.get((round + round / FAULTS.size()) % ORDERS.size());
            var batch = source.batch(ACTIVITIES / ROUNDS, round, ROUNDS);
            batch.around().forEach((cell, hours) -> hours.forEach(hour -> mirrored.shares(cell, hour)));
            var before = api.asked();
            long attempts =
                    attempts(mirrored, batch, order, round < CRASHES ? FAULTS.get(round % FAULTS.size()) : null);
            assertAsked(order, batch, before, api.asked(), attempts);
            int requests = sum(api.asked()) - sum(before);
            System.out.printf(
                    "round %d, %s: %d activities in all, %d enriched, %d pending; %d requests in %d attempts, %d repeated%n",
                    round + 1,
                    order,
                    mirrored.count(),
                    mirrored.enriched(),
                    mirrored.pending(),
                    requests,
                    attempts,
                    requests - (api.asked().size() - before.size()));
        }
        assertEquals(List.of(), api.misunderstood());
        assertTrue(mirrored.enriched() > ACTIVITIES * 9 / 10, mirrored.enriched() + " enriched");
        assertTrue(mirrored.pending() > 0, "none whose hours are missing");
    }

    /** Writes all, with a fault on the way, until it is as it must be; how often each request may have been sent. */
    private long attempts(MirroredActivities mirrored, Batch batch, Order order, @Nullable Fault fault)
            throws Exception {
        long restarts = restarts();
        if (fault != null) {
            api.hold(UNDER_WAY);
        }
        int half = batch.activities().size() / 2;
        if (order == Order.WEATHER_FIRST) {
            mirrored.postWeather(batch.own());
            mirrored.awaitAll();
        }
        mirrored.post(batch.activities().subList(0, half));
        if (order == Order.MIXED) {
            mirrored.postWeather(batch.own());
        }
        if (fault != null) {
            api.awaitHeld();
            System.out.println("fault " + fault);
            fault.strike(system);
            api.release();
        }
        mirrored.post(batch.activities().subList(half, batch.activities().size()));
        mirrored.post(batch.changes());
        if (order == Order.ACTIVITIES_FIRST) {
            mirrored.awaitAll();
            mirrored.postWeather(batch.own());
        }
        mirrored.awaitSame();

        // Then some that need no more than is known. When they are visible, a checkpoint holds all that was asked for
        // before.
        mirrored.post(batch.again());
        mirrored.awaitSame();
        boolean isSubmittedAnew = fault == Fault.ALL_KILLED || fault == Fault.JOB_MANAGER_KILLED;
        long attempts = 1 + (isSubmittedAnew ? 1 + restarts() : restarts() - restarts);
        return fault == Fault.TASK_MANAGER_STALLED ? attempts * ATTEMPTS : attempts;
    }

    /**
     * What was known before the round is not asked for again. What the round wants is asked for once for each attempt of the
     * job: after a fault an attempt begins where the last checkpoint was taken, and does not know of the requests that were
     * sent since, nor of the answers to those under way.
     */
    private void assertAsked(
            Order order, Batch batch, Map<String, Integer> before, Map<String, Integer> after, long most) {
        var asked = new TreeSet<String>();
        after.forEach((day, requests) -> {
            int requestsBefore = before.getOrDefault(day, 0);
            if (requests > requestsBefore) {
                asked.add(day);
                assertEquals(0, requestsBefore, day + " was known");
                assertTrue(requests <= most, day + " was asked for " + requests + " times in " + most);
            }
        });
        var needed = new TreeSet<>(order == Order.WEATHER_FIRST ? batch.neededBesideOwn() : batch.needed());
        var allowed = new TreeSet<>(needed);
        allowed.addAll(batch.besides());
        needed.removeAll(known);
        allowed.removeAll(known);
        if (order != Order.MIXED) {
            // Own observations may be there before an activity's turn comes.
            assertTrue(asked.containsAll(needed), () -> "not asked for: " + minus(needed, asked));
        }
        assertTrue(allowed.containsAll(asked), () -> "nobody wanted " + minus(asked, allowed));
        known.addAll(after.keySet());
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        var left = new TreeSet<>(all);
        left.removeAll(some);
        return left;
    }

    private static int sum(Map<String, Integer> requests) {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Of the asking task, since the job was submitted to the JobManager that runs now. */
    private long restarts() throws IOException {
        var flink = new FlinkRest(system.flinkUrl().toString());
        for (var job : flink.jobs()) {
            if (job.name().equals("activities") && !job.ended()) {
                String path = "/jobs/" + job.id();
                return flink.ask(path).get("vertices").items().stream()
                        .filter(vertex -> vertex.get("name").text().orElse("").contains("ask-weather"))
                        .flatMap(vertex -> attempt(flink, path, vertex).stream())
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new AssertionError("the job does not run");
    }

    private static Optional<Long> attempt(FlinkRest flink, String job, Json vertex) {
        try {
            return flink.ask(job + "/vertices/" + vertex.get("id").text().orElse("")).get("subtasks").items().stream()
                    .findFirst()
                    .flatMap(task -> task.get("attempt").number());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
