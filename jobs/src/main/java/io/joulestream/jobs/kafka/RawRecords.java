package io.joulestream.jobs.kafka;

import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The log's records by their place: the Kafka of {@link RawRecordFetch}, or a map in its tests. */
@FunctionalInterface
public interface RawRecords extends Serializable {
    Reader open();

    /** For one thread. */
    interface Reader extends AutoCloseable {
        /**
         * The record at this place, or null where the log no longer holds it. Asking in the order of the log makes it a
         * sequential read.
         *
         * @throws IOException where the log does not answer
         */
        @Nullable
        Raw read(String topic, int partition, long offset) throws IOException;

        @Override
        void close();
    }

    /**
     * The key and value as received.
     *
     * @param replay the text of its header, see {@link ReadingDecoder#replayHeader}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Raw(
            byte @Nullable [] key,
            byte @Nullable [] value,
            long receivedMillis,
            @Nullable String replay) {}
}
