package io.joulestream.local.simulator;

/** What the sky does over a site, for any instant; all series of the site see the same. Immutable. */
final class Weather {

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** The air is warmest some time after noon, the ground some weeks after the solstice. */
    private static final double WARMEST_HOUR = 15.5;

    private static final long GROUND_LAG = 28 * DAY;

    private final Site site;
    private final Noise fronts;
    private final Noise gusts;
    private final Noise clouds;

    Weather(Site site, Noise noise) {
        this.site = site;
        this.fronts = noise.of("fronts " + site.name());
        this.gusts = noise.of("gusts " + site.name());
        this.clouds = noise.of("clouds " + site.name());
    }

    Site site() {
        return site;
    }

    /** 0 for a clear sky, 1 for a closed one, as the days and hours go. */
    double cloudiness(long millis) {
        return Math.min(
                1,
                Math.max(
                        0,
                        0.38
                                - 0.12 * site.summer(millis)
                                + 0.55 * clouds.smooth(millis, 2 * DAY)
                                + 0.25 * clouds.smooth(millis, 3 * HOUR)));
    }

    /** The part of the sun's power that gets through: single clouds pass within minutes. */
    double clearness(long millis) {
        var cloudiness = cloudiness(millis);
        var passing = Math.max(0, gusts.smooth(millis, 7 * 60_000L)) * 4 * cloudiness * (1 - cloudiness);
        return Math.max(0.04, (1 - 0.78 * cloudiness) * (1 - 0.7 * passing));
    }

    double outdoorCelsius(long millis) {
        var hours = site.solarHour(millis) - WARMEST_HOUR;
        var swing = (4.5 + 1.5 * site.summer(millis)) * (1 - 0.55 * cloudiness(millis));
        return site.meanCelsius()
                + site.seasonCelsius() * site.summer(millis - GROUND_LAG)
                + swing * StrictMath.cos(StrictMath.PI * hours / 12)
                + 3.6 * fronts.smooth(millis, 4 * DAY)
                + 0.6 * gusts.smooth(millis, 2 * HOUR);
    }

    /** The mean of three days: what thick walls feel. */
    double slowCelsius(long millis) {
        var sum = 0.0;
        for (var back = 0; back < 12; back++) {
            sum += outdoorCelsius(millis - back * (6 * HOUR));
        }
        return sum / 12;
    }
}
