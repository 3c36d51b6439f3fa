package io.joulestream.bench;

import io.joulestream.jobs.kafka.KafkaRawRecords;
import io.joulestream.jobs.readings.ReadingSource;
import io.joulestream.jobs.readings.ReadingsConfig;
import io.joulestream.jobs.readings.ReadingsJob;
import io.joulestream.local.config.Home;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole readings job (source, batcher, shuffle, state in RocksDB, checkpoints every two seconds, as flink-conf says)
 * in a cluster within this process, its rows thrown away. One at a time.
 */
final class JobRun implements AutoCloseable {
    static final int PARALLELISM = 2;
    /** So many rows may have come out and not be counted before the next checkpoint: the sinks count by the thousand. */
    static final int UNCOUNTED = 2_000 * PARALLELISM;

    private static final String MANAGED = "512m";
    private static final long GIVE_UP_SECONDS = 900;
    private static final double WARM = 0.1;

    private final JobClient job;
    private final CompletableFuture<JobExecutionResult> ended;

    private JobRun(JobClient job) {
        this.job = job;
        this.ended = job.getJobExecutionResult();
    }

    /** Starts it at the log's beginning. */
    static JobRun start(String bootstrap, Path folder) throws Exception {
        CountingSink.clear();
        // Without a store nothing can be read again that has left the state.
        var config = ReadingsConfig.from(new String[] {
            "--kafka-bootstrap", bootstrap, "--kafka-group", "joulestream-bench", "--state-retention", "off"
        });
        var env = environment(folder);
        var out = ReadingsJob.pipeline(ReadingSource.from(env, config), config, new KafkaRawRecords(config.kafka()));
        out.readings().sinkTo(new CountingSink<>()).uid("readings").name("readings");
        out.rollups().sinkTo(new CountingSink<>()).uid("rollups").name("rollups");
        out.months().sinkTo(new CountingSink<>()).uid("months").name("months");
        out.distributions().sinkTo(new CountingSink<>()).uid("distributions").name("distributions");
        out.completeness().sinkTo(new CountingSink<>()).uid("completeness").name("completeness");
        out.series().sinkTo(new CountingSink<>()).uid("definitions").name("definitions");
        out.published().sinkTo(new CountingSink<>()).uid("published").name("published");
        out.deadLetters().sinkTo(new CountingSink<>()).uid("dead-letters").name("dead-letters");
        return new JobRun(env.executeAsync("readings"));
    }

    /** A whole run: readings per second without the first tenth, as the start of a cluster is not the job's speed. */
    static double readingsPerSecond(String bootstrap, Path folder, ReadingLoad load) throws Exception {
        try (var run = start(bootstrap, folder)) {
            // Nor are the definitions, which come first: the second reading of a series is the first that finds it in
            // state.
            double warm = Math.max(load.readings() * WARM, Math.min(1.5 * load.series(), load.readings() * 0.5));
            long warmAt = run.awaitReadings((long) warm);
            long before = CountingSink.readings();
            long doneAt = run.awaitReadings(load.readings() - UNCOUNTED);
            long folded = CountingSink.readings() - before;
            run.awaitMonths(load);
            return folded / ((doneAt - warmAt) / 1e9);
        }
    }

    /** Returns the moment at which so many reading rows had come out. */
    long awaitReadings(long readings) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        while (CountingSink.readings() < readings) {
            TimeUnit.MILLISECONDS.sleep(2);
            requireRunning();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + CountingSink.text() + " of " + readings);
            }
        }
        return System.nanoTime();
    }

    /** Fails with the job's own failure where it has ended. */
    private void requireRunning() throws InterruptedException {
        if (ended.isDone()) {
            try {
                throw new IllegalStateException("the job ended: " + ended.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException("the job failed", failed);
            }
        }
    }

    /** The rows of the months come last: they must count every reading once. */
    void awaitMonths(ReadingLoad load) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (CountingSink.readings() != load.readings()
                || CountingSink.readingsOfMonths() != load.watchedReadings()) {
            TimeUnit.MILLISECONDS.sleep(20);
            requireRunning();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("counted " + CountingSink.text() + ", sent " + load.readings()
                        + ", watched " + load.watchedReadings());
            }
        }
    }

    /** The size of the whole state with its keys, as a savepoint in Flink's own format. */
    long savepointBytes(Path folder) throws Exception {
        String path = job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        try (var files = Files.walk(Path.of(URI.create(path.startsWith("file:") ? path : "file:" + path)))) {
            long bytes = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** Ends the cluster too. */
    @Override
    public void close() {
        // The result of a cancelled job is a failure.
        if (!ended.isDone()) {
            job.cancel().join();
        }
        ended.handle((result, cancelled) -> true).join();
    }

    private static StreamExecutionEnvironment environment(Path folder) {
        var settings = new Configuration(
                GlobalConfiguration.loadConfiguration(Home.find().flinkConf().toString()));
        settings.removeKey("metrics.reporters");
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, PARALLELISM);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse(MANAGED));
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("bench-checkpoints").toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
    }
}
