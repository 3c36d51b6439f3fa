package io.joulestream.endpoint.imports;

import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A series that rows of a file go to, and how far they have come. */
final class Target {
    final SeriesKey key;
    final SeriesDefinition definition;
    /** Whether the import defines it, as its first event. */
    final boolean defines;

    private final @Nullable LocalTimes times;

    private long firstTs = Long.MAX_VALUE;
    private long lastTs = Long.MIN_VALUE;
    private long readings;
    private BigDecimal sum = BigDecimal.ZERO;
    private boolean ended;

    /** @param zone of local times; null: not known */
    Target(SeriesKey key, SeriesDefinition definition, boolean defines, @Nullable ZoneId zone) {
        this.key = key;
        this.definition = definition;
        this.defines = defines;
        this.times = zone == null ? null : new LocalTimes(zone);
    }

    @Nullable
    LocalTimes times() {
        return times;
    }

    /** Before the first row. */
    void restart() {
        firstTs = Long.MAX_VALUE;
        lastTs = Long.MIN_VALUE;
        readings = 0;
        sum = BigDecimal.ZERO;
        ended = false;
        if (times != null) {
            times.restart();
        }
    }

    /** Counts a reading; whether none of an earlier row has its time for certain. */
    boolean isNew(long ts) {
        boolean outside = ts < firstTs || ts > lastTs;
        firstTs = Math.min(firstTs, ts);
        lastTs = Math.max(lastTs, ts);
        readings++;
        return outside;
    }

    long firstTs() {
        return firstTs;
    }

    long lastTs() {
        return lastTs;
    }

    long readings() {
        return readings;
    }

    /** The sum of the amounts before this one; null where one before is missing. */
    @Nullable
    BigDecimal accumulate(@Nullable BigDecimal amount) {
        if (ended) {
            return null;
        }
        BigDecimal before = sum;
        if (amount == null) {
            ended = true;
        } else {
            sum = sum.add(amount);
        }
        return before;
    }
}
