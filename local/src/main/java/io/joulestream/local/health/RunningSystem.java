package io.joulestream.local.health;

import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.kafka.Lag;
import io.joulestream.local.rest.Rest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Clients of all that a target is made of; nothing is asked before a check does. */
public final class RunningSystem implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Target target;
    private final KafkaLog log;
    private final Store store;
    private final List<WatchedTopic> topics;
    private final List<WatchedJob> jobs;

    public RunningSystem(Target target) {
        this.target = target;
        this.log = new KafkaLog(target.kafka().bootstrap(), target.kafka().properties());
        this.store = new Store(target.store());
        this.topics = List.of(
                topic(Target.READINGS, Target.READINGS, target.kafka().group()),
                topic(Target.ACTIVITIES, Target.ACTIVITIES, target.kafka().activitiesGroup()),
                topic(Target.WEATHER, Target.ACTIVITIES, target.kafka().activitiesGroup()));
        this.jobs = Target.JOBS.stream()
                .map(name -> new WatchedJob(name, new Asked<>(() -> JobRun.live(flink(), name))))
                .toList();
    }

    Target target() {
        return target;
    }

    KafkaLog log() {
        return log;
    }

    FlinkRest flink() {
        return new FlinkRest(target.flink());
    }

    Store store() {
        return store;
    }

    private WatchedTopic topic(String name, String job, String group) {
        return new WatchedTopic(name, job, group, new Asked<>(() -> Lag.of(log, name, group)));
    }

    /** The logs that jobs read, each at one moment; that of the readings first. */
    List<WatchedTopic> topics() {
        return topics;
    }

    /** Those that may run; that of the readings first. */
    List<WatchedJob> jobs() {
        return jobs;
    }

    /** Of the readings job, at one moment. */
    Asked<Lag> lag() {
        return topics.get(0).lag();
    }

    /** The live run of the readings job, if there is one. */
    Asked<Optional<JobRun>> run() {
        return jobs.get(0).run();
    }

    Rest endpoint() {
        return new Rest(target.endpoint(), ANSWER);
    }

    @Override
    public void close() {
        log.close();
        store.close();
    }
}
