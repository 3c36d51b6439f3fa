package io.joulestream.core.liveness;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;

/**
 * When a series was heard last, and what was last said of that (SEMANTICS 27). All times are of the wall clock, arrival by
 * that of the log. Mutable, not thread-safe; kept with the series' head.
 */
public final class Liveness {
    private static final int INTERVALS = 3;
    private static final long LEAST_SILENCE_MILLIS = 300_000;
    private static final int STALE = 1;
    private static final int ARMED = 2;
    private static final int HEARD = 4;

    private long heardMillis;
    private int partition;
    private boolean stale;
    private long alarmMillis;

    /** Silence longer than this is too long: three expected intervals, and at least five minutes. */
    public static long patienceMillis(long expectedIntervalMillis) {
        // An interval is at most a hundred years.
        return Math.max(INTERVALS * expectedIntervalMillis, LEAST_SILENCE_MILLIS);
    }

    /** Whether anything was ever heard of the series. */
    public boolean heard() {
        return heardMillis != 0;
    }

    /** When the log received the latest reading; before there is one, the definition. */
    public long heardMillis() {
        return heardMillis;
    }

    /** The partition of the log that the series is in. */
    public int partition() {
        return partition;
    }

    /** Whether it has been told that the series is stale, and not yet that it has recovered. */
    public boolean stale() {
        return stale;
    }

    /** When to look at the series again, 0 for never. */
    public long alarmMillis() {
        return alarmMillis;
    }

    /** A reading of the series arrived: the latest arrival counts, in whatever order they come. */
    public void hear(long receivedMillis, int fromPartition) {
        heardMillis = Math.max(heardMillis, receivedMillis);
        partition = fromPartition;
    }

    public void setStale(boolean isStale) {
        stale = isStale;
    }

    public void setAlarm(long millis) {
        alarmMillis = millis;
    }

    public void set(Liveness other) {
        heardMillis = other.heardMillis;
        partition = other.partition;
        stale = other.stale;
        alarmMillis = other.alarmMillis;
    }

    /** Nobody expects anything of the series any more. */
    public void clear() {
        heardMillis = 0;
        partition = 0;
        stale = false;
        alarmMillis = 0;
    }

    public void write(ByteSink out) {
        out.writeByte((heard() ? HEARD : 0) | (stale ? STALE : 0) | (alarmMillis != 0 ? ARMED : 0));
        if (heard()) {
            out.writeUnsigned(heardMillis);
            out.writeUnsigned(partition);
            if (alarmMillis != 0) {
                out.writeSigned(alarmMillis - heardMillis);
            }
        }
    }

    public void read(ByteSource in) {
        clear();
        int known = in.readByte();
        stale = (known & STALE) != 0;
        if ((known & HEARD) != 0) {
            heardMillis = in.readUnsigned();
            partition = in.readInt();
            if ((known & ARMED) != 0) {
                alarmMillis = heardMillis + in.readSigned();
            }
        }
    }
}
