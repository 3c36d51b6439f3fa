package io.joulestream.endpoint.log;

/** The log, for appending. Safe for many threads. */
public interface EventLog extends AutoCloseable {

    /** Starts the appends of one request to topic {@code readings}. */
    Append begin();

    /** Starts the appends of one request to a topic. */
    Append begin(String topic);

    @Override
    void close();

    /** The appends of one request, by one thread. */
    interface Append {

        /**
         * Hands one record to the log; returns before it is acknowledged, and waits a bounded time while too much is
         * under way.
         *
         * @throws LogUnavailable where the log is known not to take this or an earlier record of the request
         */
        void add(String recordKey, byte[] value) throws LogUnavailable;

        /**
         * Waits until the log has acknowledged every record handed over.
         *
         * @return where they are in the log
         * @throws LogUnavailable where one of them was not acknowledged; others may have been
         */
        Token acknowledged() throws LogUnavailable, InterruptedException;
    }
}
