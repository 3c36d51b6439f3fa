package io.joulestream.jobs.activities;

/**
 * Where a series is, from now on.
 *
 * @param key {@code tenant/series}
 * @param revision of two of a series the one with the greater counts, whichever comes first
 * @param cell as {@link io.joulestream.core.weather.GridCell#toString}; empty where it is nowhere
 * @param zone whose days are its days; empty likewise
 */
public record SeriesPlace(String key, long revision, String cell, String zone) {
    String tenant() {
        return key.substring(0, key.indexOf('/'));
    }
}
