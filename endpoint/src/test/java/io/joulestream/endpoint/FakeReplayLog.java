package io.joulestream.endpoint;

import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.ReplayLog;
import io.joulestream.endpoint.log.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One partition of the log in memory. */
final class FakeReplayLog implements ReplayLog {
    static final int PARTITION = 3;

    final List<Logged> records = new ArrayList<>();
    /** What the log has dropped. */
    long begin;

    /** How many records it takes before it does not any more. */
    int takes = Integer.MAX_VALUE;

    /** Runs before what has come is read, for the second time and so on. */
    Runnable meanwhile = () -> {};

    /** Appends a record past the endpoint; returns its offset. */
    long add(@Nullable String key, @Nullable String value, @Nullable String replay) {
        records.add(new Logged(PARTITION, records.size(), 1_800_000_000_000L, bytes(key), bytes(value), replay));
        return records.size() - 1L;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The headers of the records from an offset on, each after its value. */
    List<String> replayed(long from) {
        return records.stream()
                .skip(from)
                .map(record -> new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8) + " "
                        + record.replay())
                .toList();
    }

    @Override
    public Session open() {
        return new Session() {
            private long position;
            private int reads;

            @Override
            public void start(Map<Integer, Long> from) {
                position = Math.max(begin, from.getOrDefault(PARTITION, 0L));
            }

            @Override
            public void readToEnd(Consumer<Logged> each) {
                if (reads++ > 0) {
                    meanwhile.run();
                }
                for (; position < records.size(); position++) {
                    each.accept(records.get((int) position));
                }
            }

            @Override
            public long position(int partition) {
                return position;
            }

            @Override
            public void append(int partition, byte @Nullable [] key, byte @Nullable [] value, String replay)
                    throws LogUnavailable {
                if (takes-- <= 0) {
                    throw new LogUnavailable("no broker");
                }
                records.add(new Logged(partition, records.size(), 1_800_000_000_000L, key, value, replay));
            }

            @Override
            public Token acknowledged() {
                return new Token("readings", Map.of(PARTITION, records.size() - 1L));
            }

            @Override
            public void close() {}
        };
    }
}
