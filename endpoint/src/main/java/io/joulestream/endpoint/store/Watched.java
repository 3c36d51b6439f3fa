package io.joulestream.endpoint.store;

import java.util.List;

/**
 * The rows whose changes are wanted: of some series of a tenant, of one period, from an instant up to another.
 *
 * @param series without repeats
 * @param period of the windows, or {@link #RAW} for readings
 */
public record Watched(String tenant, List<String> series, String period, long fromMillis, long toMillis) {
    public static final String RAW = "raw";

    public Watched {
        series = List.copyOf(series);
    }

    public boolean raw() {
        return period.equals(RAW);
    }
}
