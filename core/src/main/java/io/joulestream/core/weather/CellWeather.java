package io.joulestream.core.weather;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one cell in a stretch of time, by whose they are: a tenant's own ones, which nobody else sees, and the
 * providers', which all share under the name {@link #SHARED}. Mutable, not thread-safe; every operation O(log n).
 */
public final class CellWeather {
    /** Whose the providers' observations are: no tenant's name, so none can write them. */
    public static final String SHARED = "*";

    private static final int VERSION = 1;

    private final NavigableMap<String, NavigableMap<Long, Observation>> byOwner = new TreeMap<>();

    /**
     * Takes an observation; of the same owner and time the later one counts, but a provisional one never replaces a final
     * one.
     *
     * @return whether that changed anything
     */
    public boolean put(String owner, Observation observation) {
        NavigableMap<Long, Observation> known = byOwner.computeIfAbsent(owner, any -> new TreeMap<>());
        Observation before = known.get(observation.tsMillis());
        if (before != null && (before.equals(observation) || (observation.provisional() && !before.provisional()))) {
            return false;
        }
        known.put(observation.tsMillis(), observation);
        return true;
    }

    /** Removes the owner's observation at this time; returns whether there was one. */
    public boolean remove(String owner, long tsMillis) {
        NavigableMap<Long, Observation> known = byOwner.get(owner);
        if (known == null || known.remove(tsMillis) == null) {
            return false;
        }
        if (known.isEmpty()) {
            byOwner.remove(owner);
        }
        return true;
    }

    public boolean isEmpty() {
        return byOwner.isEmpty();
    }

    /** What of the owner's was made within the closed range, by time. */
    Iterable<Observation> within(String owner, long fromMillis, long toMillis) {
        NavigableMap<Long, Observation> known = byOwner.get(owner);
        return known == null
                ? List.of()
                : known.subMap(fromMillis, true, toMillis, true).values();
    }

    /**
     * The observations around an instant as the tenant sees them: its own two where there are two near enough, else the
     * providers'; one of each never. Null where there are not two.
     */
    public @Nullable Bracket around(String tenant, long millis) {
        Bracket own = bracket(tenant, millis);
        return own != null ? own : bracket(SHARED, millis);
    }

    private @Nullable Bracket bracket(String owner, long millis) {
        NavigableMap<Long, Observation> known = byOwner.get(owner);
        Map.Entry<Long, Observation> before = known == null ? null : known.floorEntry(millis);
        Map.Entry<Long, Observation> after = known == null ? null : known.higherEntry(millis);
        return before == null || after == null || after.getKey() - before.getKey() > Bracket.WIDEST_MILLIS
                ? null
                : new Bracket(before.getValue(), after.getValue());
    }

    public byte[] toByteArray() {
        ByteSink out = new ByteSink(512);
        out.writeByte(VERSION);
        out.writeUnsigned(byOwner.size());
        byOwner.forEach((owner, known) -> {
            out.writeText(owner);
            out.writeUnsigned(known.size());
            long previous = 0;
            for (Observation observation : known.values()) {
                out.writeSigned(observation.tsMillis() - previous);
                previous = observation.tsMillis();
                observation.write(out);
            }
        });
        return out.toByteArray();
    }

    /** What {@link #toByteArray} gave. */
    public static CellWeather read(byte[] bytes) {
        ByteSource in = new ByteSource(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("weather of version " + version + ", this program reads " + VERSION);
        }
        CellWeather read = new CellWeather();
        for (int owners = in.readInt(); owners > 0; owners--) {
            NavigableMap<Long, Observation> known = new TreeMap<>();
            read.byOwner.put(in.readText(), known);
            long ts = 0;
            for (int observations = in.readInt(); observations > 0; observations--) {
                ts += in.readSigned();
                known.put(ts, Observation.read(in, ts));
            }
        }
        return read;
    }
}
