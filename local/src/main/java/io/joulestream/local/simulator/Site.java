package io.joulestream.local.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Where a household is.
 *
 * @param name the first part of its series' names
 * @param title as people read it
 * @param meanCelsius of the year, outdoors
 * @param seasonCelsius how far the middle of summer is above it, and winter below
 */
record Site(String name, String title, ZoneId zone, double lat, double lon, double meanCelsius, double seasonCelsius) {

    static final Site MADRID = new Site("madrid", "Madrid", ZoneId.of("Europe/Madrid"), 40.4168, -3.7038, 15.2, 10.2);
    static final Site MELBOURNE =
            new Site("melbourne", "Melbourne", ZoneId.of("Australia/Melbourne"), -37.8136, 144.9631, 15.4, 6.0);

    /** Where somebody's readings come from. */
    static final List<Site> HOUSEHOLDS = List.of(MADRID, MELBOURNE);

    private static final double SUN_TILT = StrictMath.toRadians(23.44);
    private static final double YEAR_DAYS = 365.2425;
    private static final double SOLSTICE_DAY = 172;
    private static final long DAY = 86_400_000;

    /** By the site's clock. */
    ZonedDateTime local(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone);
    }

    /** By the site's clock, in [0, 24). */
    double localHour(long millis) {
        return local(millis).toLocalTime().toSecondOfDay() / 3600.0;
    }

    /** 1 in the middle of this hemisphere's summer, -1 in the middle of its winter. */
    double summer(long millis) {
        return Math.copySign(1, lat) * StrictMath.cos(yearAngle(millis));
    }

    /** The hour by the sun, in [0, 24): at 12 it is highest. */
    double solarHour(long millis) {
        return 24.0 * Math.floorMod(millis + (long) (lon / 360 * DAY), DAY) / DAY;
    }

    /** The sine of the sun's height above the horizon; negative at night. */
    double sunHeight(long millis) {
        var declination = SUN_TILT * StrictMath.cos(yearAngle(millis));
        var latitude = StrictMath.toRadians(lat);
        var hourAngle = StrictMath.PI * (solarHour(millis) - 12) / 12;
        return StrictMath.sin(latitude) * StrictMath.sin(declination)
                + StrictMath.cos(latitude) * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
    }

    /** 0 at the northern summer's solstice. */
    private static double yearAngle(long millis) {
        return 2 * StrictMath.PI * ((double) millis / DAY % YEAR_DAYS - SOLSTICE_DAY) / YEAR_DAYS;
    }
}
