package io.joulestream.endpoint;

import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A log of one partition in memory. */
final class FakeLog implements EventLog {
    final List<String> records = new ArrayList<>();
    boolean away;

    @Override
    public Append begin() {
        return begin("readings");
    }

    @Override
    public Append begin(String topic) {
        return new Append() {
            @Override
            public void add(String key, byte[] value) throws LogUnavailable {
                if (away) {
                    throw new LogUnavailable("no broker");
                }
                synchronized (records) {
                    records.add(key + " " + new String(value, StandardCharsets.UTF_8));
                }
            }

            @Override
            public Token acknowledged() {
                return new Token(topic, Map.of(0, records.size() - 1L));
            }
        };
    }

    @Override
    public void close() {}
}
