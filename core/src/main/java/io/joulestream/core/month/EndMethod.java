package io.joulestream.core.month;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a month's end reading is known, from the best to the worst; also the quality of a consumption between two. */
public enum EndMethod {
    /** A reading at the very instant. */
    MEASURED,
    /** {@link MonthMode#COMPAT}: a reading at most three days away. */
    ACTUAL,
    INTERPOLATED,
    EXTRAPOLATED,
    /** Nothing is known. */
    MISSING;

    public EndMethod worse(EndMethod other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** A number for state: never 0, which says that nothing was kept. */
    @SuppressWarnings("EnumOrdinal") // new constants come last
    public int code() {
        return ordinal() + 1;
    }

    public static @Nullable EndMethod ofCode(int code) {
        return code == 0 ? null : values()[code - 1];
    }

    /** The name on the wire and in the tables. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
