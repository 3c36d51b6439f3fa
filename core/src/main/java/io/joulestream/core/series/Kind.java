package io.joulestream.core.series;

import java.util.Locale;

/** The kinds of series: a cumulative register, an amount per interval, a level (SEMANTICS 11, 15, 16). */
public enum Kind {
    COUNTER,
    DELTA,
    GAUGE;

    /** The name on the wire and in the tables. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
