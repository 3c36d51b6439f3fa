package io.joulestream.core.rollup;

import java.util.Locale;

/** How a window is known (SEMANTICS 19), from the best to the worst. */
public enum Quality {
    MEASURED,
    INTERPOLATED,
    PARTIAL;

    /** The quality of a window {@code [start, end)} with these sums. */
    public static Quality of(WindowSums sums, long start, long end) {
        if (sums.coveredMillis() < end - start) {
            return PARTIAL;
        }
        return sums.interpolatedMillis() > 0 ? INTERPOLATED : MEASURED;
    }

    /** The name on the wire and in the tables. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
