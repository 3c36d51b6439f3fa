package io.joulestream.jobs.activities;

/**
 * What comes to a cell: an observation of its weather, or series that are in it.
 *
 * @param owner whose observation it is, as {@link LoggedObservation#owner}; of series their tenant
 * @param zone of series whose days are theirs; empty for an observation
 * @param series how many come (1) or go (-1); 0 for an observation
 * @param observation as {@link LoggedObservation#observation}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record CellEvent(String cell, String owner, String zone, int series, long tsMillis, byte[] observation) {
    private static final byte[] NONE = {};

    static CellEvent of(LoggedObservation logged) {
        return new CellEvent(logged.cell(), logged.owner(), "", 0, logged.tsMillis(), logged.observation());
    }

    static CellEvent series(String cell, String tenant, String zone, int series) {
        return new CellEvent(cell, tenant, zone, series, 0, NONE);
    }
}
