package io.joulestream.core.series;

import java.time.DateTimeException;
import java.time.Duration;

/** Exact ISO 8601 durations of whole milliseconds: P1D is 24 hours, and a month is none. */
final class Durations {
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** A hundred years: sums of an instant and a duration stay far from overflow. */
    static final long LONGEST_MILLIS = 36_500 * DAY;

    private Durations() {}

    /** @throws IllegalArgumentException saying what is allowed; the caller names the field */
    static long parse(String iso) {
        try {
            Duration duration = Duration.parse(iso);
            long millis = duration.toMillis();
            if (duration.isNegative() || millis > LONGEST_MILLIS || duration.toNanosPart() % 1_000_000 != 0) {
                throw new IllegalArgumentException("not whole milliseconds from PT0S to P36500D");
            }
            return millis;
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not an exact ISO 8601 duration such as PT15M, PT1H or P35D", e);
        }
    }

    static String format(long millis) {
        return millis != 0 && millis % DAY == 0
                ? "P" + millis / DAY + "D"
                : Duration.ofMillis(millis).toString();
    }
}
