package io.joulestream.jobs.kafka;

import java.io.Serializable;
import java.util.Map;

/** Where {@link OffsetCommit} commits to: Kafka, or a list in its tests. */
@FunctionalInterface
public interface OffsetCommits extends Serializable {
    Session open();

    /** Of one subtask. */
    interface Session extends AutoCloseable {
        /**
         * Commits without waiting.
         *
         * @param next the offset behind the last one consumed, by partition of {@code readings}
         */
        void commit(Map<Integer, Long> next);

        @Override
        void close();
    }
}
