package io.joulestream.core.block;

import static io.joulestream.core.block.Retention.NEVER;

import org.jspecify.annotations.Nullable;

/**
 * The tables of a series of which old blocks and pages lie in the {@link Archive}: they are read from there as if they were
 * here, and what is changed is here again. {@link Departures} lets them leave.
 */
public final class TieredStore implements BlockStore {
    private final StateTables state;
    private final Archive archive;
    private final Retention retention;
    private final Departures departures;
    private long wanted = NEVER;

    public TieredStore(StateTables state, Archive archive, Retention retention) {
        this.state = state;
        this.archive = archive;
        this.retention = retention;
        this.departures = new Departures(state, archive, retention);
    }

    public Departures departures() {
        return departures;
    }

    /** When {@link Departures#turn} should be taken for what has changed since the last call, by the clock; NEVER: need not. */
    public long takeWantedMillis() {
        long taken = wanted;
        wanted = NEVER;
        return taken;
    }

    @Override
    public byte @Nullable [] get(Table table, long key) {
        byte[] here = state.get(table, key);
        Archive.Kind kind = kind(table);
        if (here != null || kind == null) {
            return here;
        }
        Long copy = departures.copy(kind, key);
        return copy == null ? null : archive.read(kind, key, copy);
    }

    @Override
    public void put(Table table, long key, byte[] value) {
        Archive.Kind kind = kind(table);
        if (kind != null) {
            long earliest = kind.earliestMillis(key);
            if (earliest < retention.cutoffMillis()) {
                // Only what is old can have left: what is young costs no look.
                departures.takeBack(kind, key);
                departures.listAsOld(kind, key);
                want(retention.nowMillis() + Departures.PAUSE_MILLIS);
            } else {
                want(retention.dueMillis(earliest));
            }
        }
        state.put(table, key, value);
    }

    @Override
    public void remove(Table table, long key) {
        Archive.Kind kind = kind(table);
        if (kind != null && departures.takeBack(kind, key)) {
            want(retention.nowMillis() + Departures.PAUSE_MILLIS);
        }
        state.remove(table, key);
    }

    private void want(long millis) {
        wanted = Math.min(wanted, millis);
    }

    private static Archive.@Nullable Kind kind(Table table) {
        return switch (table) {
            case BLOCK -> Archive.Kind.READINGS;
            case DAYS -> Archive.Kind.DAYS;
            case INDEX, ARCHIVED_BLOCK, ARCHIVED_DAYS, DEPARTURE -> null;
        };
    }
}
