package io.joulestream.core.month;

import java.util.Locale;

/** By which rules a month's end is read. */
public enum MonthMode {
    /** SEMANTICS 22: what the increments tell, at the instant at which the next month starts. */
    EXACT,
    /** SEMANTICS 24: the rules of the old application, at the last millisecond of the month. */
    COMPAT;

    /** The name on the wire and in the tables. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
