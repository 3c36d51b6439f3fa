package io.joulestream.jobs.activities;

/**
 * What is known of an activity by now, on its way to its row.
 *
 * @param key {@code tenant/source/id}
 * @param version that of the activity: what comes later of an earlier version is outdated
 * @param activity empty where it was deleted
 * @param weather what is known of it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record ActivityResult(String key, long version, byte[] activity, WeatherStatus weather) {}
