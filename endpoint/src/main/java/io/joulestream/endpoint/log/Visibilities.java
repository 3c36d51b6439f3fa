package io.joulestream.endpoint.log;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of each topic has been made visible by the job that reads it. Safe for many threads. */
public final class Visibilities implements AutoCloseable {
    private final Map<String, Visibility> byTopic;

    public Visibilities(Map<String, Visibility> byTopic) {
        this.byTopic = Map.copyOf(byTopic);
    }

    /** @throws IllegalArgumentException for a topic that no job reads */
    public Visibility of(String topic) {
        Visibility found = byTopic.get(topic);
        if (found == null) {
            throw new IllegalArgumentException("no topic '" + topic + "' among " + byTopic.keySet());
        }
        return found;
    }

    /** As {@link Visibility#await}, of whatever topic the token is; a token of none is never visible. */
    public boolean await(Token token, Duration atMost) throws InterruptedException {
        @Nullable Visibility found = byTopic.get(token.topic());
        return found != null && found.await(token, atMost);
    }

    @Override
    public void close() {
        byTopic.values().forEach(Visibility::close);
    }
}
