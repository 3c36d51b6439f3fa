package io.joulestream.local.finding;

import java.util.Locale;

/** Numbers as people read them. */
public final class Amounts {

    private static final long KILO = 1024;

    private Amounts() {}

    /** Such as {@code 45 s}, {@code 12 min}, {@code 3 h}, {@code 9 days}: one unit, rounded down. */
    public static String seconds(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }

    /** Such as {@code 12.3 MB}. */
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double amount = bytes;
        var unit = -1;
        while (amount >= KILO && unit < 3) {
            amount /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, new String[] {"kB", "MB", "GB", "TB"}[unit]);
    }
}
