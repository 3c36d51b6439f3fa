package io.joulestream.endpoint.log;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The topic {@code readings}, for reading what is in it and appending some of it once more. Safe for many threads. */
public interface ReplayLog {

    Session open() throws LogUnavailable;

    /**
     * One record as it is in the log.
     *
     * @param replay the text of its header {@code replay}, where it comes beside another; null: an ordinary record
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Logged(
            int partition,
            long offset,
            long receivedMillis,
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable String replay) {}

    /** For one thread. */
    interface Session extends AutoCloseable {

        /** Partitions and the offsets to read on from, or from the log's beginning where that is later; before all else. */
        void start(Map<Integer, Long> from) throws LogUnavailable;

        /** Reads everything that is in the log by now and has not been read. */
        void readToEnd(Consumer<Logged> each) throws LogUnavailable, InterruptedException;

        /** All records of the partition before this one have been read. */
        long position(int partition);

        /** Hands one record to the log, with its header {@code replay}; returns before it is acknowledged. */
        void append(int partition, byte @Nullable [] key, byte @Nullable [] value, String replay) throws LogUnavailable;

        /**
         * Waits until the log has acknowledged every record handed over.
         *
         * @return where they are in the log
         */
        Token acknowledged() throws LogUnavailable, InterruptedException;

        @Override
        void close();
    }
}
