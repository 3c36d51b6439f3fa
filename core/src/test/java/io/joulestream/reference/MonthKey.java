package io.joulestream.reference;

import java.time.YearMonth;
import java.util.Comparator;

/** A month's row of one series: its mode as on the wire, and its local month. */
public record MonthKey(String mode, YearMonth month) implements Comparable<MonthKey> {
    @Override
    public int compareTo(MonthKey other) {
        return Comparator.comparing(MonthKey::mode)
                .thenComparing(MonthKey::month)
                .compare(this, other);
    }
}
