package io.joulestream.local.health;

import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.rest.Rest;
import java.time.Duration;

/** Clients of all that a target is made of; nothing is asked before a check does. */
public final class RunningSystem implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Target target;
    private final KafkaLog log;
    private final Store store;

    public RunningSystem(Target target) {
        this.target = target;
        this.log = new KafkaLog(target.kafka().bootstrap(), target.kafka().properties());
        this.store = new Store(target.store());
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

    Rest endpoint() {
        return new Rest(target.endpoint(), ANSWER);
    }

    @Override
    public void close() {
        log.close();
        store.close();
    }
}
