package io.joulestream.endpoint.tracks;

import java.util.Map;
import java.util.Set;

/**
 * One activity out of a file, as {@code PUT /v1/activities/{source}/{id}} takes it.
 *
 * @param fields {@code type} in any case, and of the others what the file says: {@code start} (RFC 3339 in UTC, a String),
 *     {@code lat, lon, distance_m, moving_s, elapsed_s, elevation_m, heart_rate} (BigDecimal), {@code name}
 * @param missing in the order of its constants
 * @param unusable values of the file that could not be read, and count as not there: a time that is none, an elevation of
 *     NaN, a heart rate of 0
 */
public record TrackDocument(Map<String, Object> fields, Set<Missing> missing, int unusable) {}
