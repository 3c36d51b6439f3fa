package io.joulestream.core.rollup;

import io.joulestream.core.calendar.Period;

/** Which spans say something about which periods (SEMANTICS 14). */
public final class Contribution {
    private static final long MINUTE_LIMIT = 15 * 60_000L;
    private static final long QUARTER_HOUR_LIMIT = 6 * 3_600_000L;
    private static final long HOUR_LIMIT = 2 * 86_400_000L;

    private Contribution() {}

    /** Whether a span of this length contributes to windows of the period. */
    public static boolean counts(long spanMillis, Period period) {
        return switch (period) {
            case MINUTE -> spanMillis <= MINUTE_LIMIT;
            case QUARTER_HOUR -> spanMillis <= QUARTER_HOUR_LIMIT;
            case HOUR -> spanMillis <= HOUR_LIMIT;
            case DAY, MONTH -> true;
        };
    }
}
