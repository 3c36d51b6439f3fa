package io.joulestream.jobs.readings;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.Revisions;
import io.joulestream.core.input.Reason;
import io.joulestream.jobs.clickhouse.LedgerRow;
import io.joulestream.jobs.kafka.Topics;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of one partition, from the first that was ever counted. As bytes it names what it counts, so
 * that neither the order of the outcomes nor that of the reasons matters.
 */
@SuppressWarnings("EnumOrdinal") // as deltas count
final class PartitionLedger {
    private static final int VERSION = 1;
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final Reason[] REASONS = Reason.values();

    private final int partition;
    private long firstOffset = -1;
    private long nextOffset = -1;
    private long missing;
    private long waiting;
    private long revision;
    private final long[] outcomes = new long[OUTCOMES.length];
    private final long[] deadLetters = new long[REASONS.length];

    private PartitionLedger(int partition) {
        this.partition = partition;
    }

    static PartitionLedger read(int partition, byte @Nullable [] bytes) {
        var ledger = new PartitionLedger(partition);
        if (bytes != null) {
            ledger.read(new ByteSource(bytes));
        }
        return ledger;
    }

    private void read(ByteSource in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("ledger of version " + version + ", this program reads " + VERSION);
        }
        firstOffset = in.readSigned();
        nextOffset = in.readSigned();
        missing = in.readUnsigned();
        waiting = in.readSigned();
        revision = in.readUnsigned();
        for (int left = in.readInt(); left > 0; left--) {
            outcomes[Outcome.valueOf(constant(in.readText())).ordinal()] = in.readUnsigned();
        }
        for (int left = in.readInt(); left > 0; left--) {
            deadLetters[Reason.valueOf(constant(in.readText())).ordinal()] = in.readUnsigned();
        }
    }

    private static String constant(String code) {
        return code.toUpperCase(Locale.ROOT);
    }

    byte[] write() {
        var out = new ByteSink(256);
        out.writeByte(VERSION);
        out.writeSigned(firstOffset);
        out.writeSigned(nextOffset);
        out.writeUnsigned(missing);
        out.writeSigned(waiting);
        out.writeUnsigned(revision);
        out.writeUnsigned(OUTCOMES.length);
        for (Outcome outcome : OUTCOMES) {
            out.writeText(outcome.code());
            out.writeUnsigned(outcomes[outcome.ordinal()]);
        }
        out.writeUnsigned(REASONS.length);
        for (Reason reason : REASONS) {
            out.writeText(reason.code());
            out.writeUnsigned(deadLetters[reason.ordinal()]);
        }
        return out.toByteArray();
    }

    /** What the source consumed comes in the order of the log; offsets between two of its deltas hold no record. */
    void add(LedgerDelta delta) {
        if (delta.records() > 0) {
            if (firstOffset < 0) {
                firstOffset = delta.from();
                nextOffset = delta.from();
            }
            missing += delta.next() - nextOffset - delta.records();
            nextOffset = delta.next();
        }
        waiting += delta.waiting();
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] += delta.outcomes()[i];
        }
        for (int i = 0; i < deadLetters.length; i++) {
            deadLetters[i] += delta.deadLetters()[i];
        }
    }

    /** The row as it is now, with a revision greater than all before. */
    LedgerRow row(Revisions revisions) {
        revision = revisions.after(revision);
        long letters = 0;
        var byReason = new TreeMap<String, Long>();
        for (Reason reason : REASONS) {
            long count = deadLetters[reason.ordinal()];
            letters += count;
            if (count > 0) {
                byReason.put(reason.code(), count);
            }
        }
        return new LedgerRow(
                Topics.READINGS,
                partition,
                firstOffset,
                nextOffset,
                of(Outcome.ACCEPTED),
                of(Outcome.REPLACED),
                of(Outcome.DUPLICATE),
                of(Outcome.DELETED),
                of(Outcome.NOTHING_TO_DELETE),
                of(Outcome.DEFINITION),
                of(Outcome.SERIES_DELETED),
                of(Outcome.METER_EVENT),
                of(Outcome.SUPERSEDED),
                letters,
                byReason,
                waiting,
                missing,
                revision,
                false);
    }

    private long of(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }
}
