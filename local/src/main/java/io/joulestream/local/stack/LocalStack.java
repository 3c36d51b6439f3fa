package io.joulestream.local.stack;

import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.flink.FlinkProcesses;
import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.flink.JobKeeper;
import io.joulestream.local.flink.Lineage;
import io.joulestream.local.kafka.Topics;
import io.joulestream.local.process.Announcer;
import io.joulestream.local.process.ChildCommand;
import io.joulestream.local.process.Concurrently;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.KeptChild;
import io.joulestream.local.process.Waiting;
import io.joulestream.local.rest.Rest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The running system: broker, store, cluster with its jobs, endpoint, all in one folder.
 *
 * <p>Every process that ends unasked is started again and every job resumes from its last completed checkpoint; when
 * this process ends, however it does, they all end. Started again on the same folder, the system goes on where it was.
 * For tests: with ports 0 and a folder of its own, any number run beside one another. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration FETCH = Duration.ofMinutes(25);
    private static final Duration SERVERS_STOP = Duration.ofSeconds(4);
    private static final Duration STORES_STOP = Duration.ofSeconds(8);
    private static final long LEAST_FREE_BYTES = 512L << 20;
    private static final int HOPELESS_DEATHS = 3;

    private final DataFolder folder;
    private final Addresses addresses;
    private final Announcer announcer;
    private final Map<Part, KeptChild> children = new ConcurrentHashMap<>();
    private final List<JobKeeper> jobKeepers = new CopyOnWriteArrayList<>();
    private final DiskWatch diskWatch;

    private LocalStack(DataFolder folder, Addresses addresses, Announcer announcer) {
        this.folder = folder;
        this.addresses = addresses;
        this.announcer = announcer;
        this.diskWatch = new DiskWatch(folder.root().toString(), folder::usableBytes, announcer).start();
    }

    /**
     * Starts everything and returns when broker, store and cluster answer; the endpoint and the jobs follow, see
     * {@link #awaitReady}. Whatever was started is stopped again if something fails.
     */
    public static LocalStack start(Home home, LocalConfig config, Announcer announcer) throws IOException {
        var folder = DataFolder.open(config.data());
        try {
            folder.requireFree(LEAST_FREE_BYTES);
            for (var part : Part.values()) {
                KeptChild.endLeftover(folder, part.label(), announcer);
            }
            var stack = new LocalStack(folder, Addresses.claim(config), announcer);
            stack.addresses.write(folder);
            stack.startParts(new StackPlan(home, config, stack.addresses, folder));
            return stack;
        } catch (IOException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    private void startParts(StackPlan plan) throws IOException {
        try {
            Concurrently.run(() -> startKafka(plan), () -> startClickHouse(plan), () -> startFlink(plan));
            children.put(Part.ENDPOINT, keep(plan.endpoint()));
            startJobs(plan);
        } catch (IOException | RuntimeException failed) {
            stopParts();
            throw failed;
        }
    }

    private void startKafka(StackPlan plan) throws IOException {
        var broker = plan.kafka();
        var child = keep(broker.prepare());
        children.put(Part.KAFKA, child);
        awaitServing(child, START, () -> {
            Topics.ensure(broker.bootstrap(), plan.config().kafka().partitions());
            return true;
        });
    }

    /** The first start of all fetches the engine, which takes its time. */
    private void startClickHouse(StackPlan plan) throws IOException {
        var store = new Rest(addresses.clickHouseUrl(), Duration.ofSeconds(5));
        if (plan.config().clickHouse().isEmbedded()) {
            var child = keep(plan.clickHouse());
            children.put(Part.CLICKHOUSE, child);
            awaitServing(child, FETCH, () -> store.status("/ping") == 200);
        } else {
            Waiting.until(addresses.clickHouseUrl() + " to answer", START, () -> store.status("/ping") == 200);
        }
        for (var file : plan.migrate()) {
            announcer.say(Part.CLICKHOUSE.label(), "applied " + file);
        }
    }

    private void startFlink(StackPlan plan) throws IOException {
        var processes = FlinkProcesses.start(plan.flink(), announcer);
        children.put(Part.JOB_MANAGER, processes.jobManager());
        children.put(Part.TASK_MANAGER, processes.taskManager());
        var cluster = new FlinkRest(addresses.flinkUrl());
        awaitServing(processes.taskManager(), START, () -> cluster.slots() > 0);
    }

    private void startJobs(StackPlan plan) throws IOException {
        var cluster = new FlinkRest(addresses.flinkUrl());
        var jar = plan.home().jobsJar();
        for (var job : plan.jobs()) {
            var file = folder.part("flink").resolve("runs").resolve(job.name());
            var lineage = new Lineage(file, plan.flink().checkpoints());
            var keeper = new JobKeeper(cluster, jar, job, lineage, announcer);
            jobKeepers.add(keeper);
            keeper.start();
        }
    }

    private KeptChild keep(ChildCommand command) throws IOException {
        return KeptChild.start(command, folder, announcer, () -> {});
    }

    /** A part that keeps dying while it starts will not get better by waiting. */
    private void awaitServing(KeptChild child, Duration limit, Callable<Boolean> serving) {
        var started = System.nanoTime();
        Waiting.until(child.name() + " to answer", limit, () -> hopeless(child), serving);
        announcer.say(
                child.name(),
                "up after " + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s");
    }

    private Optional<String> hopeless(KeptChild child) {
        return child.deaths() < HOPELESS_DEATHS
                ? Optional.empty()
                : Optional.of(child.name() + " does not start: " + child.lastWords());
    }

    /** Returns when {@code /readyz} is 200 and every task of every job runs. */
    public void awaitReady(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        var endpoint = new Rest(addresses.endpointUrl(), Duration.ofSeconds(5));
        Waiting.until("/readyz to be 200", limit, () -> endpoint.status("/readyz") == 200);
        var cluster = new FlinkRest(addresses.flinkUrl());
        for (var keeper : jobKeepers) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Waiting.until("job " + keeper.job() + " to run", left, () -> cluster.runs(keeper.job()));
        }
    }

    /** Where each part is reached. */
    public Addresses addresses() {
        return addresses;
    }

    /** The process ids at this moment; a part that was started again has another. */
    public Map<Part, Long> pids() {
        var pids = new TreeMap<Part, Long>();
        children.forEach((part, child) -> pids.put(part, child.pid()));
        return pids;
    }

    /** Ends one process as kill -9 does, and returns when it is gone; it is started again by itself. */
    public void kill(Part part) {
        var child = children.get(part);
        if (child == null) {
            throw new IllegalStateException(part + " was not started");
        }
        child.kill();
    }

    /** Stops every process, at most 13 s long, and frees the folder; state stays. */
    @Override
    public void close() throws IOException {
        stopParts();
        folder.close();
    }

    private void stopParts() {
        diskWatch.close();
        jobKeepers.forEach(JobKeeper::stop);
        stop(SERVERS_STOP, Part.ENDPOINT, Part.TASK_MANAGER, Part.JOB_MANAGER);
        stop(STORES_STOP, Part.KAFKA, Part.CLICKHOUSE);
    }

    private void stop(Duration limit, Part... parts) {
        var end = System.nanoTime() + limit.toNanos();
        var stopping = List.of(parts).stream()
                .map(children::get)
                .filter(child -> child != null)
                .toList();
        stopping.forEach(KeptChild::askToStop);
        stopping.forEach(child -> child.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    }
}
