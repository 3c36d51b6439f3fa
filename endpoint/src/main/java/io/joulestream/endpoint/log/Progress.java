package io.joulestream.endpoint.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the readings job is, as of the last poll of the log.
 *
 * @param completeThroughMillis everything that the log received up to this instant is visible; null: not known yet
 * @param polledMillis when the log last answered; 0: never
 * @param trouble why the log does not answer now; null: it does
 * @param committing whether the consumer group has committed any offset
 */
public record Progress(
        @Nullable Long completeThroughMillis,
        long polledMillis,
        @Nullable String trouble,
        boolean committing,
        List<Partition> partitions) {

    static final Progress NONE = new Progress(null, 0, "not asked yet", false, List.of());

    /** Everything received is visible, or there is nothing. */
    public boolean idle() {
        return partitions.stream().allMatch(partition -> partition.lagRecords() == 0);
    }

    /** Nothing was ever written, or all of it is past its retention. */
    public boolean empty() {
        return partitions.stream().allMatch(partition -> partition.begin() == partition.end());
    }

    Progress troubled(String reason) {
        return new Progress(completeThroughMillis, polledMillis, reason, committing, partitions);
    }

    /**
     * One partition.
     *
     * @param next the first offset that is not visible yet
     * @param waitingSinceMillis when the log received the record at {@code next}; null: none is waiting, or not known
     */
    public record Partition(
            int partition,
            long begin,
            long next,
            long end,
            @Nullable Long waitingSinceMillis) {
        public long lagRecords() {
            return Math.max(0, end - next);
        }

        /** Seconds by which the partition is behind at an instant. */
        public double lagSeconds(long nowMillis) {
            return waitingSinceMillis == null ? 0 : Math.max(0, nowMillis - waitingSinceMillis) / 1000.0;
        }
    }
}
