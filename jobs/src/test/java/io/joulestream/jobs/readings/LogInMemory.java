package io.joulestream.jobs.readings;

import io.joulestream.jobs.kafka.RawRecords;
import io.joulestream.jobs.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One partition of the log, to be appended to and read again by offset. For operators in this JVM, one log at a time. */
final class LogInMemory {
    static final int PARTITION = 3;
    static final RawRecords EMPTY = new Raw();

    private static List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private LogInMemory() {}

    /** What reads it sees what is appended from now on. */
    static RawRecords fresh() {
        records = new ArrayList<>();
        return new Raw();
    }

    /** @param replay a header, beside the one that all records of ours have; null: an ordinary record */
    static ConsumerRecord<byte[], byte[]> append(
            @Nullable String key, byte @Nullable [] value, @Nullable String replay) {
        var headers = new RecordHeaders();
        headers.add("v", text("1"));
        if (replay != null) {
            headers.add("replay", text(replay));
        }
        byte[] rawKey = key == null ? null : text(key);
        var appended = new ConsumerRecord<>(
                Topics.READINGS,
                PARTITION,
                records.size(),
                1_800_000_000_000L + records.size(),
                TimestampType.LOG_APPEND_TIME,
                rawKey == null ? -1 : rawKey.length,
                value == null ? -1 : value.length,
                rawKey,
                value,
                headers,
                Optional.empty());
        records.add(appended);
        return appended;
    }

    static int size() {
        return records.size();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Raw implements RawRecords {
        @Override
        public Reader open() {
            return new Reader() {
                @Override
                public RawRecords.@Nullable Raw read(String topic, int partition, long offset) {
                    if (partition != PARTITION || offset >= records.size()) {
                        return null;
                    }
                    ConsumerRecord<byte[], byte[]> found = records.get((int) offset);
                    var replay = found.headers().lastHeader("replay");
                    return new RawRecords.Raw(
                            found.key(),
                            found.value(),
                            found.timestamp(),
                            replay == null ? null : new String(replay.value(), StandardCharsets.UTF_8));
                }

                @Override
                public void close() {}
            };
        }
    }
}
