package io.joulestream.local.simulator;

import io.joulestream.local.simulator.SimulatedEvent.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What happens to readings on their way: some are late, whole stretches come at once and out of order when a site is
 * reachable again, some are sent wrong and corrected later, some were never taken and are deleted again.
 *
 * <p>Once everything has arrived, the readings are exactly those of the source. Not thread-safe.
 */
final class Disorder {

    /** Of a thousand readings: how many are late, sent wrong, strays, or the first of a stretch without connection. */
    record Rates(double late, double mistaken, double stray, double offline) {

        static final Rates AUTOMATIC = new Rates(3, 2, 1, 0.5);
        /** Readings so close to one another leave no room for strays, and offer far more chances to lose connection. */
        static final Rates DENSE = new Rates(3, 1, 0, 0);

        static final Rates BY_HAND = new Rates(200, 90, 40, 0);
    }

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long LONGEST_OFFLINE = 6 * HOUR;
    /** Within this the connection delivers what has waited, in any order. */
    private static final int CATCHING_UP = 60_000;

    private final String series;
    private final Source source;
    private final Rates rates;
    private final long connectedAt;
    private final SplittableRandom random;
    private final Arrivals<SimulatedEvent> underway = new Arrivals<>();
    private @Nullable Reading upcoming;
    private long offlineUntil = Long.MIN_VALUE;

    /** @param connectedAt an instant that no stretch without connection touches */
    Disorder(String series, Source source, Rates rates, long connectedAt, SplittableRandom random) {
        this.series = series;
        this.source = source;
        this.rates = rates;
        this.connectedAt = connectedAt;
        this.random = random;
    }

    /**
     * What arrives up to this instant and was not returned before, in the order of arrival. However many steps lead to
     * an instant, together they return the same events in the same order.
     */
    List<SimulatedEvent> until(long nowMillis) {
        var next = upcoming == null ? source.next() : upcoming;
        for (; next.millis() <= nowMillis; next = source.next()) {
            send(next);
        }
        upcoming = next;
        return underway.until(nowMillis);
    }

    private void send(Reading reading) {
        var taken = reading.millis();
        if (happens(rates.offline())) {
            var until = taken + HOUR + random.nextLong(LONGEST_OFFLINE - HOUR);
            offlineUntil = taken <= connectedAt && connectedAt < until + CATCHING_UP ? offlineUntil : until;
        }
        if (taken < offlineUntil) {
            schedule(Kind.LATE, offlineUntil + random.nextInt(CATCHING_UP), taken, reading.value(), reading.note());
        } else if (happens(rates.late())) {
            schedule(Kind.LATE, taken + delay(), taken, reading.value(), reading.note());
        } else if (happens(rates.mistaken())) {
            schedule(Kind.MISTAKE, taken, taken, source.mistaken(reading.value(), random), "");
            schedule(Kind.CORRECTION, taken + delay(), taken, reading.value(), reading.note());
        } else {
            schedule(Kind.READING, taken, taken, reading.value(), reading.note());
        }
        if (happens(rates.stray())) {
            // Between two readings, so that deleting it takes no other along.
            var stray = taken + 1_000L * (1 + random.nextInt(29));
            schedule(Kind.STRAY, stray, stray, source.mistaken(reading.value(), random), "");
            schedule(Kind.DELETE, stray + delay(), stray, null, "");
        }
    }

    private void schedule(Kind kind, long arrival, long millis, @Nullable BigDecimal value, String note) {
        underway.send(arrival, new SimulatedEvent(series, kind, arrival, millis, value, note));
    }

    /** Mostly minutes or hours, now and then days, seldom weeks. */
    private long delay() {
        var share = random.nextInt(100);
        var longest = share < 50 ? 2 * HOUR : share < 80 ? DAY : share < 96 ? 4 * DAY : 60 * DAY;
        return MINUTE + random.nextLong(longest);
    }

    private boolean happens(double ofThousand) {
        return random.nextDouble() * 1000 < ofThousand;
    }
}
