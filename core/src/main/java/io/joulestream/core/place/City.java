package io.joulestream.core.place;

import java.time.ZoneId;
import java.util.Comparator;

/**
 * A city. The order is by which one is named where several are equally near: the most populous first, then by name,
 * country, zone and coordinates, so that only equal cities are equal in it.
 *
 * @param country ISO 3166-1 alpha-2
 * @param latMicros micro-degrees, -90,000,000 to 90,000,000
 * @param lonMicros micro-degrees, -180,000,000 to 179,999,999; what lies on 180° is at -180°
 * @param population inhabitants, as the source counts them
 */
public record City(String name, String country, ZoneId zone, int latMicros, int lonMicros, int population)
        implements Comparable<City> {
    private static final Comparator<City> ORDER = Comparator.comparingInt(City::population)
            .reversed()
            .thenComparing(City::name)
            .thenComparing(City::country)
            .thenComparing(city -> city.zone.getId())
            .thenComparingInt(City::latMicros)
            .thenComparingInt(City::lonMicros);

    public City {
        Sphere.check(latMicros, lonMicros);
        lonMicros = lonMicros == Sphere.HALF_TURN ? -Sphere.HALF_TURN : lonMicros;
    }

    @Override
    public int compareTo(City other) {
        return ORDER.compare(this, other);
    }
}
