package io.joulestream.local.simulator;

import java.time.ZoneOffset;

/**
 * What the sky does over one cell of the weather grid, for any instant. Neighbours share their fronts and differ in little, as
 * far as a block of two degrees; the edge of one is where another front is. Where a household is, it is as warm as its
 * thermometer says. Immutable.
 */
final class CellSky {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    /** It rains out of a sky that is more closed than this. */
    private static final double DRY = 0.66;

    private static final double MOST_RAIN = 7;

    private final Weather weather;
    private final Noise fronts;
    private final Noise wind;
    private final Noise rain;
    private final double warmer;

    /** Of the cell that holds this place. */
    CellSky(Noise noise, double lat, double lon) {
        var cell = Cell.of(lat, lon);
        var household = Site.HOUSEHOLDS.stream()
                .filter(site -> Cell.of(site.lat(), site.lon()).block().equals(cell.block()))
                .findFirst();
        this.weather = new Weather(household.orElseGet(() -> climate(cell.block(), lat, lon)), noise);
        this.fronts = noise.of("pressure " + cell.block());
        this.wind = noise.of("wind " + cell.block());
        this.rain = noise.of("rain " + cell.block());
        var itself = household
                .filter(site -> Cell.of(site.lat(), site.lon()).equals(cell))
                .isPresent();
        this.warmer = itself
                ? 0
                : 2 * noise.of("cell " + cell.south() + " " + cell.west()).uniform(0) - 1;
    }

    private record Cell(int south, int west) {
        static Cell of(double lat, double lon) {
            return new Cell((int) Math.floor(lat * 10), (int) Math.floor(lon * 10));
        }

        String block() {
            return "block " + Math.floorDiv(south, 20) + " " + Math.floorDiv(west, 20);
        }
    }

    /** As warm as places that far from the equator are. */
    private static Site climate(String block, double lat, double lon) {
        var poleward = Math.abs(StrictMath.sin(StrictMath.toRadians(lat)));
        return new Site(block, block, ZoneOffset.UTC, lat, lon, 28 - 38 * poleward * poleward, 14 * poleward);
    }

    double celsius(long millis) {
        return weather.outdoorCelsius(millis) + warmer;
    }

    /** In percent. */
    double humidity(long millis) {
        var drier = 2.2 * (weather.outdoorCelsius(millis) - weather.slowCelsius(millis));
        return Math.max(12, Math.min(100, 56 + 38 * weather.cloudiness(millis) - drier));
    }

    /** At sea level, in hPa. */
    double hectopascal(long millis) {
        return 1015 + 14 * fronts.smooth(millis, 5 * DAY) + 3 * fronts.of("day").smooth(millis, 14 * HOUR);
    }

    double metresPerSecond(long millis) {
        var storm = Math.abs(fronts.of("storm").smooth(millis, 2 * DAY));
        return Math.max(0.1, 2 + 6 * storm * storm + 2 * wind.smooth(millis, 3 * HOUR));
    }

    /** Where the wind comes from: from the west, mostly. In [0, 360). */
    double degrees(long millis) {
        var turned = 270 + 160 * wind.of("front").smooth(millis, 3 * DAY) + 20 * wind.smooth(millis, 2 * HOUR);
        return (turned + 720) % 360;
    }

    /** In the hour that ends then, in mm. */
    double millimetres(long millis) {
        var closed = weather.cloudiness(millis - HOUR / 2);
        var falls = rain.uniform(Math.floorDiv(millis, HOUR));
        return closed < DRY ? 0 : MOST_RAIN * (closed - DRY) * falls * falls;
    }
}
