package io.joulestream.jobs.readings;

import io.joulestream.core.history.Outcome;
import io.joulestream.core.series.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** How many events ended how, as counters {@code outcome.accepted}, {@code deadLetter.series_unknown} and so on. */
final class Outcomes {
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);
    private final MetricGroup metrics;

    Outcomes(MetricGroup metrics) {
        this.metrics = metrics;
    }

    void count(Outcome outcome) {
        outcomes.computeIfAbsent(outcome, key -> metrics.addGroup("outcome").counter(key.code()))
                .inc();
    }

    void deadLetter(Reason reason) {
        deadLetters
                .computeIfAbsent(reason, key -> metrics.addGroup("deadLetter").counter(key.code()))
                .inc();
    }
}
