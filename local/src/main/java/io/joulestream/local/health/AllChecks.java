package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The checks, in the order in which one reads them: what is wrong first, then why. */
final class AllChecks {

    // Commits come with checkpoints, every two seconds or, under load, some more.
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(8);

    private AllChecks() {}

    /** What a glance needs. */
    static List<Check> quick(RunningSystem system) {
        var target = system.target();
        return List.of(
                new JobsRun(system.flink()),
                new Checkpoints(system.jobs()),
                new TopicLag(system.topics()),
                new WeatherServices(system.jobs().get(1)),
                new TableParts(system.store()),
                new Ledger(system.lag(), system.store()),
                new DeadLetterReasons(system.store(), target.endpoint()),
                new StaleSeries(system.store()),
                new EndpointReady(system.endpoint()));
    }

    static List<Check> thorough(RunningSystem system) {
        var target = system.target();
        var log = system.log();
        var group = target.kafka().group();
        var store = system.store();
        var checks = new ArrayList<Check>(List.of(
                new JobsRun(system.flink()),
                new Checkpoints(system.jobs()),
                new TopicLag(system.topics()),
                new WeatherServices(system.jobs().get(1)),
                new LagGrowth(log, group, BETWEEN_SAMPLES),
                new Backpressure(system.jobs()),
                new StateSize(system.jobs()),
                new CheckpointFolder(system.run()),
                new LostRecords(system.topics()),
                new PartitionCount(log, system.lag(), target.kafka().partitions()),
                new TopicSettings(log, target.kafka().bootstrap()),
                new BrokerSettings(log),
                new Replicas(log),
                new IdlePartitions(log),
                new Ledger(system.lag(), store),
                new DeadLetterReasons(store, target.endpoint()),
                new StaleSeries(store),
                new Schema(store, target.store()),
                new StoreVersion(store),
                new TableParts(store),
                new UnmergedRows(store),
                new Merges(store),
                new StoreDisk(store),
                new EndpointReady(system.endpoint()),
                new Versions(system),
                new ClockSkew(system, Component.CLICKHOUSE),
                new ClockSkew(system, Component.FLINK),
                new ClockSkew(system, Component.KAFKA)));
        target.data().ifPresent(data -> checks.add(new Machine(data)));
        return checks;
    }
}
