package io.joulestream.jobs.readings;

import java.util.HashMap;
import java.util.Map;

/**
 * Whether this subtask has seen what the log holds up to now, as far as it can tell without asking the log: it has lately
 * seen a record of the partition that the log received lately, or none at all for minutes in which it was able to. Not
 * caught up are a job that replays the past, one that was started a moment ago, and one that was held up.
 */
final class LogProgress {
    /** A record that the log received within this time before now is of the present. */
    static final long PRESENT_MILLIS = 60_000;
    /** A partition that brings nothing for this time has nothing more. */
    static final long QUIET_MILLIS = 300_000;
    /** Whoever was not asked for longer may have been held up: records may wait that it has not seen. */
    static final long HELD_UP_MILLIS = 30_000;
    /** After this time, such records have come. */
    static final long SETTLE_MILLIS = 10_000;

    private final Map<Integer, Partition> partitions = new HashMap<>();
    private long startMillis;
    private long observedMillis;

    private static final class Partition {
        long receivedMillis;
        long seenMillis;
    }

    LogProgress(long nowMillis) {
        startMillis = nowMillis;
        observedMillis = nowMillis;
    }

    /** Records of the partition came, the newest received at this time. */
    void see(int partition, long receivedMillis, long nowMillis) {
        observe(nowMillis);
        Partition seen = partitions.computeIfAbsent(partition, key -> new Partition());
        seen.receivedMillis = Math.max(seen.receivedMillis, receivedMillis);
        seen.seenMillis = nowMillis;
    }

    /** How long to wait before this can be asked again; 0: what the partition held until now has been seen. */
    long waitMillis(int partition, long nowMillis) {
        boolean heldUp = nowMillis - observedMillis > HELD_UP_MILLIS;
        observe(nowMillis);
        if (heldUp) {
            return SETTLE_MILLIS;
        }
        Partition seen = partitions.get(partition);
        if (seen != null && nowMillis - seen.receivedMillis <= PRESENT_MILLIS) {
            return 0;
        }
        long quietSince = seen == null ? startMillis : seen.seenMillis;
        long rest = Math.max(0, QUIET_MILLIS - (nowMillis - quietSince));
        return seen == null ? rest : Math.min(PRESENT_MILLIS, rest);
    }

    private void observe(long nowMillis) {
        if (nowMillis < observedMillis) {
            // The clock was set back: what was seen before tells nothing of how long ago it was.
            startMillis = nowMillis;
            partitions.clear();
        }
        observedMillis = nowMillis;
    }
}
