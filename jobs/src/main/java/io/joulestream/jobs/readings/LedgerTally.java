package io.joulestream.jobs.readings;

import io.joulestream.core.history.Outcome;
import io.joulestream.core.input.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator counts for the ledger between two barriers, by partition: plain arrays, for it counts every record.
 * Nothing of it is state; whoever counts tells it before each barrier.
 */
@SuppressWarnings("EnumOrdinal") // an array, for it counts every record
final class LedgerTally {
    private static final int OUTCOMES = Outcome.values().length;
    private static final int REASONS = Reason.values().length;

    /** Of one partition; to be got once for a batch. */
    static final class Counts {
        private final int partition;
        private final long[] outcomes = new long[OUTCOMES];
        private final long[] deadLetters = new long[REASONS];
        private long from = -1;
        private long next = -1;
        private long records;
        private long waiting;
        private boolean changed;

        private Counts(int partition) {
            this.partition = partition;
        }

        int partition() {
            return partition;
        }

        void consumed(long offset) {
            if (records++ == 0) {
                from = offset;
                changed = true;
            }
            next = offset + 1;
        }

        void outcome(Outcome outcome) {
            outcomes[outcome.ordinal()]++;
            changed = true;
        }

        void deadLetter(Reason reason) {
            deadLetters[reason.ordinal()]++;
            changed = true;
        }

        /** So many events more, or with a minus fewer, wait for a recomputation. */
        void waiting(long more) {
            waiting += more;
            changed = true;
        }

        private LedgerDelta take() {
            var delta = new LedgerDelta(partition, from, next, records, waiting, outcomes.clone(), deadLetters.clone());
            Arrays.fill(outcomes, 0);
            Arrays.fill(deadLetters, 0);
            from = -1;
            next = -1;
            records = 0;
            waiting = 0;
            changed = false;
            return delta;
        }
    }

    private @Nullable Counts[] partitions = new Counts[0];

    Counts of(int partition) {
        if (partition < partitions.length) {
            Counts known = partitions[partition];
            if (known != null) {
                return known;
            }
        } else {
            partitions = Arrays.copyOf(partitions, partition + 1);
        }
        var counts = new Counts(partition);
        partitions[partition] = counts;
        return counts;
    }

    /** Of each partition in which something was counted, what was counted; then all begins anew. */
    List<LedgerDelta> take() {
        var deltas = new ArrayList<LedgerDelta>();
        for (Counts counts : partitions) {
            if (counts != null && counts.changed) {
                deltas.add(counts.take());
            }
        }
        return deltas;
    }
}
