package io.joulestream.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How large the state is and how fast it is changed: bytes of a series with a year of hourly readings; then, for ever more
 * series, readings in order one by one, and corrections of readings anywhere in their past.
 */
final class StateBenchmark {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final ReadingLoad YEAR = new ReadingLoad(200, 366 * 24, 0, HOUR_MILLIS);
    private static final int READINGS = 4_000_000;
    private static final int CORRECTIONS = 200_000;

    private final List<Integer> seriesCounts;

    StateBenchmark(List<Integer> seriesCounts) {
        this.seriesCounts = seriesCounts;
    }

    void run(Path folder, Measurements measurements) throws Exception {
        year(Files.createDirectories(folder.resolve("year")), measurements);
        for (int series : seriesCounts) {
            series(Files.createDirectories(folder.resolve("series-" + series)), series, measurements);
        }
    }

    private static void year(Path folder, Measurements measurements) throws Exception {
        try (var broker = new BenchBroker(folder)) {
            YEAR.send(broker.bootstrap());
            try (var run = JobRun.start(broker.bootstrap(), folder)) {
                run.awaitReadings(YEAR.readings());
                run.awaitMonths(YEAR);
                long bytes = run.savepointBytes(folder.resolve("savepoint"));
                measurements.add("year_of_hours", (double) bytes / YEAR.series(), "bytes/series");
            }
        }
        Progress.say("a year of hourly readings: %,.0f bytes a series", measurements.median("year_of_hours"));
    }

    private static void series(Path folder, int series, Measurements measurements) throws Exception {
        var load = new ReadingLoad(series, Math.max(4, READINGS / series), 0, ReadingLoad.TICK_MILLIS);
        String name = series >= 1_000_000 ? series / 1_000_000 + "M" : series / 1000 + "k";
        try (var broker = new BenchBroker(folder)) {
            load.send(broker.bootstrap());
            measurements.add(
                    "in_order_" + name, JobRun.readingsPerSecond(broker.bootstrap(), folder, load), "readings/s");
            try (var run = JobRun.start(broker.bootstrap(), folder)) {
                run.awaitReadings(load.readings());
                run.awaitMonths(load);
                long bytes = run.savepointBytes(folder.resolve("savepoint"));
                measurements.add("state_" + name, (double) bytes / series, "bytes/series");
                long started = System.nanoTime();
                load.sendCorrections(broker.bootstrap(), CORRECTIONS);
                long done = run.awaitReadings(load.readings() + CORRECTIONS - 2000L * JobRun.PARALLELISM);
                measurements.add("corrections_" + name, CORRECTIONS / ((done - started) / 1e9), "readings/s");
            }
        }
        Progress.say(
                "%s series: %,.0f readings/s in order, %,.0f corrections/s, %,.0f bytes a series",
                name,
                measurements.median("in_order_" + name),
                measurements.median("corrections_" + name),
                measurements.median("state_" + name));
    }
}
