package io.joulestream.jobs.readings;

/**
 * Events of one series from one partition, in the order of the log: what goes through the shuffle.
 *
 * @param key {@code tenant/series}
 * @param events as {@link EventWriter} wrote them
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record SeriesBatch(String key, int partition, int count, byte[] events) {}
