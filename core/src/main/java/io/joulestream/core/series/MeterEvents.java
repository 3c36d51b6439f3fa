package io.joulestream.core.series;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The meter events of one series by time, at most one at an instant and {@link #MOST} in all. Immutable; a change copies
 * them, for they are few. Asking for those after the newest costs O(1), for others O(log n).
 */
public final class MeterEvents {
    /** They lie in the head of their series, which is written at each checkpoint. */
    public static final int MOST = 1_000;

    public static final MeterEvents NONE = new MeterEvents(new MeterEvent[0]);

    private final MeterEvent[] byTime;
    private final long newestMillis;

    private MeterEvents(MeterEvent[] byTime) {
        this.byTime = byTime;
        this.newestMillis = byTime.length == 0 ? Long.MIN_VALUE : byTime[byTime.length - 1].tsMillis();
    }

    public int size() {
        return byTime.length;
    }

    /** About how many bytes of heap they take. */
    public long estimatedBytes() {
        return 40L * byTime.length;
    }

    public MeterEvent get(int index) {
        return byTime[index];
    }

    /** The event at exactly this time. */
    public @Nullable MeterEvent at(long tsMillis) {
        int index = from(tsMillis);
        return index < byTime.length && byTime[index].tsMillis() == tsMillis ? byTime[index] : null;
    }

    /** The index of the first event after the time; {@link #size} where there is none. */
    public int after(long tsMillis) {
        return tsMillis >= newestMillis ? byTime.length : from(tsMillis + 1);
    }

    /**
     * These and the event, which takes the place of one at its time.
     *
     * @throws Rejection where there are {@link #MOST} others already
     */
    public MeterEvents with(MeterEvent event) throws Rejection {
        int index = from(event.tsMillis());
        int kept = at(event.tsMillis()) == null ? index : index + 1;
        if (kept == index && byTime.length == MOST) {
            throw new Rejection(
                    Reason.METER_EVENT_INVALID, "the series has " + MOST + " meter events, the most there can be");
        }
        MeterEvent[] changed = new MeterEvent[byTime.length + 1 + index - kept];
        System.arraycopy(byTime, 0, changed, 0, index);
        changed[index] = event;
        System.arraycopy(byTime, kept, changed, index + 1, byTime.length - kept);
        return new MeterEvents(changed);
    }

    /** These but the event at this time. */
    public MeterEvents without(long tsMillis) {
        return new MeterEvents(Arrays.stream(byTime)
                .filter(event -> event.tsMillis() != tsMillis)
                .toArray(MeterEvent[]::new));
    }

    /** One byte where there is none. */
    public void write(ByteSink out) {
        out.writeUnsigned(byTime.length);
        long before = 0;
        for (MeterEvent event : byTime) {
            out.writeSigned(event.tsMillis() - before);
            out.writeText(event.type().wireName());
            if (event.type() == MeterEvent.Type.SWAP) {
                out.writeSigned(event.closingMicros());
                out.writeSigned(event.openingMicros());
            }
            before = event.tsMillis();
        }
    }

    public static MeterEvents read(ByteSource in) {
        int count = in.readInt();
        if (count == 0) {
            return NONE;
        }
        MeterEvent[] events = new MeterEvent[count];
        long ts = 0;
        for (int i = 0; i < count; i++) {
            ts += in.readSigned();
            MeterEvent.Type type = Objects.requireNonNull(MeterEvent.Type.find(in.readText()), "a type that was valid");
            boolean swap = type == MeterEvent.Type.SWAP;
            events[i] = new MeterEvent(type, ts, swap ? in.readSigned() : 0, swap ? in.readSigned() : 0);
        }
        return new MeterEvents(events);
    }

    /** The index of the first event at or after the time. */
    private int from(long tsMillis) {
        int low = 0;
        int high = byTime.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byTime[middle].tsMillis() < tsMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
