package io.joulestream.local.simulator;

import io.joulestream.local.simulator.SimulatedObservation.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A household's own weather station: an observation an hour. Some come late, some are provisional first and revised a day
 * later, and when it has no power, hours are missing for good.
 * What becomes of an hour is the same whenever the station begins. Not thread-safe.
 */
public final class WeatherStation {

    static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long MINUTE = HOUR / 60;
    /** Of a thousand hours: in how many the power fails, how many come late, how many are not checked at once. */
    private static final int FAILS = 4;

    private static final int LATE = 25;
    private static final int PROVISIONAL = 160;
    private static final int LONGEST_FAILURE_HOURS = 14;

    private final Site site;
    private final CellSky sky;
    private final Noise chance;
    private final Arrivals<SimulatedObservation> underway = new Arrivals<>();
    private long next;

    /** @param from a full hour */
    WeatherStation(Site site, Noise noise, long from) {
        this.site = site;
        this.sky = new CellSky(noise, site.lat(), site.lon());
        this.chance = noise.of("station of " + site.name());
        this.next = from;
    }

    /** What arrives up to this instant and was not returned before, in the order of arrival. */
    public List<SimulatedObservation> until(Instant now) {
        for (; next <= now.toEpochMilli(); next += HOUR) {
            if (!isWithoutPower(next)) {
                observe(next);
            }
        }
        return underway.until(now.toEpochMilli());
    }

    private boolean isWithoutPower(long hour) {
        var failures = chance.of("failures");
        for (var back = 0; back < LONGEST_FAILURE_HOURS; back++) {
            var began = hour - back * HOUR;
            if (failures.uniform(began) * 1000 < FAILS && back <= failures.uniform(-began) * LONGEST_FAILURE_HOURS) {
                return true;
            }
        }
        return false;
    }

    private void observe(long hour) {
        var random = new SplittableRandom(chance.of("hour " + hour).seed());
        var soon = hour + MINUTE + random.nextLong(4 * MINUTE);
        var happens = random.nextInt(1000);
        if (happens < LATE) {
            send(Kind.LATE, soon + HOUR + random.nextLong(72 * HOUR), hour, 0);
        } else if (happens < LATE + PROVISIONAL) {
            var off = 1 + random.nextInt(9);
            send(Kind.PROVISIONAL, soon, hour, random.nextBoolean() ? off : -off);
            send(Kind.REVISION, soon + 6 * HOUR + random.nextLong(24 * HOUR), hour, 0);
        } else {
            send(Kind.FINAL, soon, hour, 0);
        }
    }

    /** @param off tenths of a degree by which its temperature is wrong */
    private void send(Kind kind, long arrival, long hour, int off) {
        underway.send(
                arrival, new SimulatedObservation(kind, arrival, hour, site.lat(), site.lon(), values(hour, off)));
    }

    private Map<String, BigDecimal> values(long hour, int off) {
        var values = new LinkedHashMap<String, BigDecimal>();
        values.put("temperature", rounded(sky.celsius(hour), 1).add(BigDecimal.valueOf(off, 1)));
        values.put("humidity", rounded(sky.humidity(hour), 0));
        values.put("pressure", rounded(sky.hectopascal(hour), 1));
        values.put("wind_speed", rounded(sky.metresPerSecond(hour), 1));
        values.put("wind_direction", rounded(sky.degrees(hour), 0));
        values.put("precipitation", rounded(sky.millimetres(hour), 1));
        return values;
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
