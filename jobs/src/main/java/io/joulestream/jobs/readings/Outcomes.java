package io.joulestream.jobs.readings;

import io.joulestream.core.history.Outcome;
import io.joulestream.core.input.Reason;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * How many events ended how: for the ledger, and as counters {@code outcome.accepted}, {@code deadLetter.series_unknown} and
 * so on.
 */
@SuppressWarnings("EnumOrdinal") // an array, for it counts every event
final class Outcomes {
    private final Named<Outcome> outcomes;
    private final Named<Reason> deadLetters;
    private final LedgerTally tally = new LedgerTally();

    /** Counters that are there once they have counted. */
    private static final class Named<E extends Enum<E>> {
        private final MetricGroup metrics;
        private final String group;
        private final Function<E, String> name;
        private final @Nullable Counter[] counters;

        Named(MetricGroup metrics, String group, Function<E, String> name, E[] all) {
            this.metrics = metrics;
            this.group = group;
            this.name = name;
            counters = new Counter[all.length];
        }

        void count(E one) {
            Counter counter = counters[one.ordinal()];
            if (counter == null) {
                counter = metrics.addGroup(group).counter(name.apply(one));
                counters[one.ordinal()] = counter;
            }
            counter.inc();
        }
    }

    Outcomes(MetricGroup metrics) {
        outcomes = new Named<>(metrics, "outcome", Outcome::code, Outcome.values());
        deadLetters = new Named<>(metrics, "deadLetter", Reason::code, Reason.values());
    }

    /** What is counted for a partition; to be got once for a batch. */
    LedgerTally.Counts of(int partition) {
        return tally.of(partition);
    }

    void count(LedgerTally.Counts counts, Outcome outcome) {
        outcomes.count(outcome);
        counts.outcome(outcome);
    }

    void deadLetter(LedgerTally.Counts counts, Reason reason) {
        deadLetters.count(reason);
        counts.deadLetter(reason);
    }

    /** What was counted since the last call. */
    List<LedgerDelta> take() {
        return tally.take();
    }
}
