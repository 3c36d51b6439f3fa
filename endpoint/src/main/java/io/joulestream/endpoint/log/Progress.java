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
 * @param movedMillis when committed offsets last moved, as far as this process saw, or nothing was waiting; 0: never seen
 */
public record Progress(
        @Nullable Long completeThroughMillis,
        long polledMillis,
        @Nullable String trouble,
        boolean committing,
        long movedMillis,
        List<Partition> partitions) {

    static final Progress NONE = new Progress(null, 0, "not asked yet", false, 0, List.of());

    /**
     * What is visible of each partition: while this stays as it is, the job has made nothing visible that a read must show.
     * Empty: not known.
     */
    public List<Long> committed() {
        return trouble != null
                ? List.of()
                : partitions.stream().map(Partition::next).toList();
    }

    /** Everything received is visible, or there is nothing. */
    public boolean idle() {
        return partitions.stream().allMatch(partition -> partition.lagRecords() == 0);
    }

    /**
     * Seconds since a checkpoint last made something visible, while records wait; null while none does: then nothing tells
     * how old the last checkpoint is.
     */
    public @Nullable Double stalledSeconds(long nowMillis) {
        return idle() || movedMillis == 0 ? null : Double.valueOf(Math.max(0, nowMillis - movedMillis) / 1000.0);
    }

    Progress troubled(String reason) {
        return new Progress(completeThroughMillis, polledMillis, reason, committing, movedMillis, partitions);
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
