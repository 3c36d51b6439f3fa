package io.joulestream.reference;

import java.util.Comparator;
import java.util.List;

/** A window of one series: its period as on the wire, and its first instant in epoch milliseconds (rule 18). */
public record WindowKey(String period, long start) implements Comparable<WindowKey> {

    /** All periods, the finest first. */
    public static final List<String> PERIODS = List.of("PT1M", "PT15M", "PT1H", "P1D", "P1M");

    public WindowKey {
        if (!PERIODS.contains(period)) {
            throw new IllegalArgumentException("no such period: " + period);
        }
    }

    @Override
    public int compareTo(WindowKey other) {
        return Comparator.<WindowKey>comparingInt(key -> PERIODS.indexOf(key.period))
                .thenComparingLong(WindowKey::start)
                .compare(this, other);
    }
}
