package io.joulestream.bench;

import java.nio.file.Path;

/**
 * How fast readings go from the log to queryable rows, and what each part of the way costs: reading the log alone
 * ({@code poll}), with the decoder ({@code floor}), the whole job without a store ({@code job}), the whole system
 * ({@code end_to_end}); then how fresh answers are and how fast, while readings come in.
 */
final class PipelineBenchmark {
    private static final int FRESH_SECONDS = 60;

    private final ReadingLoad load;
    private final int rounds;
    private final boolean wholeSystem;

    /** @param rounds of the figures without a store; the whole system reads the log once */
    PipelineBenchmark(ReadingLoad load, int rounds, boolean wholeSystem) {
        this.load = load;
        this.rounds = rounds;
        this.wholeSystem = wholeSystem;
    }

    void run(Path folder, Measurements measurements) throws Exception {
        withoutStore(folder, measurements);
        if (!wholeSystem) {
            return;
        }
        // The broker of before is part of the system now, its log full.
        try (var system = new EndToEnd(folder)) {
            Progress.say("the whole system reads the log");
            measurements.add("end_to_end", system.readingsPerSecond(load), "readings/s", "floor");
            Progress.say("end to end %,.0f readings/s", measurements.median("end_to_end"));
            system.awaitReady();
            Progress.say("1,000 readings/s over HTTP for %d s", FRESH_SECONDS);
            try (var trivial = system.store().trivialRoute()) {
                new Freshness(system.endpointUrl(), system.store(), trivial.url(), measurements).run(FRESH_SECONDS);
            }
            measurements.quantile("freshness", 50, "");
            measurements.quantile("freshness", 99, "");
            measurements.quantile("trivial", 50, "");
            measurements.quantile("trivial", 99, "");
            measurements.quantile("points", 50, "trivial_p50");
            measurements.quantile("points", 99, "trivial_p99");
            Progress.say("%d posts, %d reads", measurements.samples("freshness"), measurements.samples("points"));
        }
    }

    private void withoutStore(Path folder, Measurements measurements) throws Exception {
        try (var broker = new BenchBroker(folder)) {
            Progress.say("sending %,d readings of %,d series", load.readings(), load.series());
            load.send(broker.bootstrap());
            var floor = new Floor(broker.bootstrap(), JobRun.PARALLELISM);
            Progress.say("warming up");
            floor.pollAndParse(load.records());
            JobRun.readingsPerSecond(broker.bootstrap(), folder, load);
            for (int round = 0; round < rounds; round++) {
                // A B B A: what drifts while this runs (other load, temperature) meets all alike.
                if (round % 2 == 0) {
                    floor(floor, measurements);
                    job(broker, folder, measurements);
                } else {
                    job(broker, folder, measurements);
                    floor(floor, measurements);
                }
            }
        }
    }

    private void floor(Floor floor, Measurements measurements) throws Exception {
        measurements.add("poll", floor.poll(load.records()), "records/s");
        measurements.add("floor", floor.pollAndParse(load.records()), "records/s", "poll");
        Progress.say("floor %,.0f records/s", measurements.median("floor"));
    }

    private void job(BenchBroker broker, Path folder, Measurements measurements) throws Exception {
        measurements.add("job", JobRun.readingsPerSecond(broker.bootstrap(), folder, load), "readings/s", "floor");
        Progress.say("job %,.0f readings/s, %,d window rows", measurements.median("job"), CountingSink.rollups());
    }
}
