package io.joulestream.local.simulator;

import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What there is to know of the demonstration without asking it: straight from the simulator, by neither HTTP nor job. */
public final class DemoWorld {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** As the settings have it: from then on the archive is asked. */
    private static final long SETTLED_AFTER = 7 * DAY;

    private final Noise noise;
    private final long now;

    /** @param now when the services are asked */
    public DemoWorld(long seed, Instant now) {
        this.noise = new Noise(seed);
        this.now = now.toEpochMilli();
    }

    /** What the services tell of a cell's hours around an instant; none where they have no values. */
    public List<Observation> around(GridCell cell, long millis) {
        var observations = new ArrayList<Observation>();
        var first = Math.floorDiv(millis, HOUR) * HOUR;
        for (var hour : List.of(first, first + HOUR)) {
            if (hour <= now && !knowsNothing(cell, hour)) {
                var sky = new CellSky(noise, degrees(cell.centreLatMicros()), degrees(cell.centreLonMicros()));
                observations.add(observation(sky, hour));
            }
        }
        return observations;
    }

    /** Whether the services have no values for a cell on the UTC day of an instant. */
    public boolean knowsNothing(GridCell cell, long millis) {
        return Gaps.some(noise).include(degrees(cell.centreLatMicros()), degrees(cell.centreLonMicros()), millis);
    }

    private static double degrees(int micros) {
        return micros / 1e6;
    }

    private Observation observation(CellSky sky, long hour) {
        var provisional = now < Math.floorDiv(hour, DAY) * DAY + DAY + SETTLED_AFTER;
        var off = provisional ? Math.round(16 * noise.of("forecast").uniform(hour) - 8) * 100_000 : 0;
        return new Observation(
                hour,
                provisional,
                new Weather(
                        micros(sky.celsius(hour), 1) + off,
                        micros(sky.humidity(hour), 0),
                        micros(sky.hectopascal(hour), 1),
                        micros(sky.metresPerSecond(hour), 2),
                        micros(sky.degrees(hour), 0) % 360_000_000,
                        micros(sky.millimetres(hour), 1)));
    }

    private static long micros(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .movePointRight(6)
                .longValueExact();
    }

    /** Where the athlete was on the day of an activity. */
    public static ZoneId zone(String activity) {
        return Stay.on(LocalDate.parse(activity.substring(0, "2026-01-31".length())))
                .zone();
    }
}
