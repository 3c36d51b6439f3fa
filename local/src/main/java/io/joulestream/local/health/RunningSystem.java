package io.joulestream.local.health;

import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.kafka.Lag;
import io.joulestream.local.rest.Rest;
import java.time.Duration;
import java.util.Optional;

/** Clients of all that a target is made of; nothing is asked before a check does. */
public final class RunningSystem implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Target target;
    private final KafkaLog log;
    private final Store store;
    private final Asked<Lag> lag;
    private final Asked<Optional<ReadingsRun>> run;

    public RunningSystem(Target target) {
        this.target = target;
        this.log = new KafkaLog(target.kafka().bootstrap(), target.kafka().properties());
        this.store = new Store(target.store());
        this.lag = new Asked<>(() -> Lag.of(log, Target.READINGS, target.kafka().group()));
        this.run = new Asked<>(() -> ReadingsRun.live(flink()));
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

    /** Of the readings job, at one moment. */
    Asked<Lag> lag() {
        return lag;
    }

    /** The live run of the readings job, if there is one. */
    Asked<Optional<ReadingsRun>> run() {
        return run;
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
