package io.joulestream.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How large the state is and how fast it is changed, for ever more series: bytes of a series with a few readings, then
 * corrections of readings anywhere in their past; where the disk has room for it, the same after a year of hourly readings.
 */
final class StateBenchmark {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int FEW = 10;
    private static final int YEAR = 366 * 24;
    /** A year of hours of ten thousand series are 88 million readings: 10 GB of log. */
    private static final int MOST_WITH_YEAR = 10_000;

    private static final int CORRECTIONS = 200_000;

    private final List<Integer> seriesCounts;

    StateBenchmark(List<Integer> seriesCounts) {
        this.seriesCounts = seriesCounts;
    }

    void run(Path folder, Measurements measurements) throws Exception {
        for (int series : seriesCounts) {
            String name = series % 1_000_000 == 0
                    ? series / 1_000_000 + "M"
                    : series % 1_000 == 0 ? series / 1_000 + "k" : String.valueOf(series);
            measure(folder, "few_" + name, new ReadingLoad(series, FEW, 0, HOUR_MILLIS), measurements);
            if (series <= MOST_WITH_YEAR) {
                measure(folder, "year_" + name, new ReadingLoad(series, YEAR, 0, HOUR_MILLIS), measurements);
            }
        }
    }

    private static void measure(Path parent, String name, ReadingLoad load, Measurements measurements)
            throws Exception {
        Path folder = Files.createDirectories(parent.resolve(name));
        int corrections = (int) Math.min(CORRECTIONS, load.readings());
        try (var broker = new BenchBroker(folder)) {
            Progress.say("sending %,d readings of %,d series", load.readings(), load.series());
            load.send(broker.bootstrap());
            try (var run = JobRun.start(broker.bootstrap(), folder)) {
                run.awaitReadings(load.readings());
                run.awaitMonths(load);
                long bytes = run.savepointBytes(folder.resolve("savepoint"));
                measurements.add("state_" + name, (double) bytes / load.series(), "bytes/series");
                long started = System.nanoTime();
                load.sendCorrections(broker.bootstrap(), corrections);
                // The sinks count by the thousand, the rest at a checkpoint, which is not what is measured.
                int timed = corrections > 2 * JobRun.UNCOUNTED ? corrections - JobRun.UNCOUNTED : corrections;
                long done = run.awaitReadings(load.readings() + timed);
                measurements.add("corrections_" + name, timed / ((done - started) / 1e9), "readings/s");
                run.awaitReadings(load.readings() + corrections);
            }
        } finally {
            Main.delete(folder);
        }
        Progress.say(
                "%s: %,.0f bytes a series, %,.0f corrections/s",
                name, measurements.median("state_" + name), measurements.median("corrections_" + name));
    }
}
