package io.joulestream.core.weather;

import io.joulestream.core.quantity.Exact;
import org.jspecify.annotations.Nullable;

/**
 * The two observations around an instant: the last one at or before it and the first one after it, at most three hours
 * apart (SEMANTICS 29).
 */
public record Bracket(Observation before, Observation after) {
    /** The observations may be this far apart, and so each of them this far from what it tells of. */
    public static final long WIDEST_MILLIS = 3 * 3_600_000;

    /** Whether a final observation may still change what it says. */
    public boolean provisional() {
        return before.provisional() || after.provisional();
    }

    /**
     * The weather at an instant between the two, exact to a millionth, rounded half-even: linear; of the direction the
     * shorter way round, clockwise where both are as long; the precipitation is that of the hour which the later one ends.
     * What either observation lacks is not known.
     */
    public Weather at(long millis) {
        Weather a = before.weather();
        Weather b = after.weather();
        return new Weather(
                linear(a.temperature(), b.temperature(), millis),
                linear(a.humidity(), b.humidity(), millis),
                linear(a.pressure(), b.pressure(), millis),
                linear(a.windSpeed(), b.windSpeed(), millis),
                circular(a.windDirection(), b.windDirection(), millis),
                b.precipitation());
    }

    private @Nullable Long linear(@Nullable Long a, @Nullable Long b, long millis) {
        return a == null || b == null ? null : Long.valueOf(a + share(b - a, millis));
    }

    private @Nullable Long circular(@Nullable Long a, @Nullable Long b, long millis) {
        if (a == null || b == null) {
            return null;
        }
        long turn = Math.floorMod(b - a, Weather.TURN);
        long shorter = turn <= Weather.TURN / 2 ? turn : turn - Weather.TURN;
        return Math.floorMod(a + share(shorter, millis), Weather.TURN);
    }

    private long share(long difference, long millis) {
        return Exact.mulDivHalfEven(difference, millis - before.tsMillis(), after.tsMillis() - before.tsMillis());
    }
}
