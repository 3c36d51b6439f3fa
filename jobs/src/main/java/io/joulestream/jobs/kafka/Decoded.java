package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Reason;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import org.jspecify.annotations.Nullable;

/**
 * One record of topic {@code readings}: where it is in the log, and the event it holds or the reason why it holds none.
 *
 * <p>One object is reused for record after record: an operator takes what it needs before it returns (the key and the
 * event are unchanging and may be kept), and the job runs with {@code pipeline.object-reuse: true}.
 */
public final class Decoded {
    private static final byte[] NONE = new byte[0];

    private int partition;
    private long offset;
    private long receivedMillis;
    private byte @Nullable [] rawKey;
    private byte @Nullable [] raw;
    private KeyTable.@Nullable Entry key;
    private @Nullable SeriesEvent event;
    private @Nullable Reason reason;
    private String detail = "";
    private @Nullable String replay;

    Decoded() {}

    void place(
            int newPartition,
            long newOffset,
            long newReceivedMillis,
            byte @Nullable [] newRawKey,
            byte @Nullable [] newRaw) {
        partition = newPartition;
        offset = newOffset;
        receivedMillis = newReceivedMillis;
        rawKey = newRawKey;
        raw = newRaw;
        replay = null;
    }

    void replays(@Nullable String newReplay) {
        replay = newReplay;
    }

    void accept(KeyTable.Entry newKey, SeriesEvent newEvent) {
        key = newKey;
        event = newEvent;
        reason = null;
        detail = "";
    }

    void reject(Reason newReason, String newDetail) {
        key = null;
        event = null;
        reason = newReason;
        detail = newDetail;
    }

    void copyTo(Decoded other) {
        other.place(partition, offset, receivedMillis, rawKey, raw);
        other.key = key;
        other.event = event;
        other.reason = reason;
        other.detail = detail;
        other.replay = replay;
    }

    /** Whether there is no event, but a dead letter. */
    public boolean isRejected() {
        return reason != null;
    }

    /** The text of its header {@link io.joulestream.core.replay.Replay#HEADER}; null for an ordinary record. */
    public @Nullable String replay() {
        return replay;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** When the log received the record: its LogAppendTime. */
    public long receivedMillis() {
        return receivedMillis;
    }

    /** The key as text, {@code tenant/series}: mostly the same object for the same series. Not of a rejected record. */
    public String key() {
        return accepted(key).text;
    }

    /** The key taken apart. Not of a rejected record. */
    public SeriesKey series() {
        return accepted(key).series;
    }

    /** Not of a rejected record. */
    public SeriesEvent event() {
        return accepted(event);
    }

    /** Of a rejected record only. */
    public DeadLetter deadLetter() {
        if (reason == null) {
            throw new IllegalStateException("an accepted record is no dead letter");
        }
        return deadLetter(reason, detail);
    }

    /** For a reason that is not in the record alone. */
    public DeadLetter deadLetter(Reason otherReason, String otherDetail) {
        return new DeadLetter(
                Topics.READINGS,
                partition,
                offset,
                otherReason,
                otherDetail,
                rawKey == null ? NONE : rawKey,
                raw == null ? NONE : raw,
                receivedMillis);
    }

    byte @Nullable [] rawKey() {
        return rawKey;
    }

    byte @Nullable [] raw() {
        return raw;
    }

    private <T> T accepted(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("rejected: " + reason + ", " + detail);
        }
        return part;
    }
}
