package io.joulestream.endpoint.store;

/**
 * What became of a row.
 *
 * @param <T> {@link RollupRow} or {@link ReadingRow}
 * @param deleted whether the row is no more; its values then mean nothing
 */
public record Change<T>(String series, boolean deleted, T row) {}
