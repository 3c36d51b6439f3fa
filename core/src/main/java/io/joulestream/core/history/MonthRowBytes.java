package io.joulestream.core.history;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.MonthRow;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/** Month rows as the store has them, to tell which of them a changed definition changes; some 50 bytes each. */
final class MonthRowBytes {
    private record Key(MonthMode mode, int month) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return mode != other.mode ? mode.compareTo(other.mode) : Integer.compare(month, other.month);
        }
    }

    private final Map<Key, byte[]> rows = new TreeMap<>();

    void add(MonthRow row) {
        if (row.exists()) {
            rows.put(new Key(row.mode(), row.month()), row.toBytes());
        }
    }

    /** Whether the store has this very row, or none where this says that there is none. */
    boolean has(MonthRow row) {
        byte[] known = rows.get(new Key(row.mode(), row.month()));
        return known == null ? !row.exists() : Arrays.equals(known, row.toBytes());
    }

    void forEach(ObjIntConsumer<MonthMode> action) {
        rows.keySet().forEach(key -> action.accept(key.mode, key.month));
    }

    void write(ByteSink out) {
        out.writeUnsigned(rows.size());
        rows.forEach((key, bytes) -> {
            out.writeByte(key.mode == MonthMode.EXACT ? 0 : 1);
            out.writeUnsigned(key.month);
            out.writeBytes(bytes);
        });
    }

    static MonthRowBytes read(ByteSource in) {
        MonthRowBytes all = new MonthRowBytes();
        for (int count = in.readInt(); count > 0; count--) {
            MonthMode mode = in.readByte() == 0 ? MonthMode.EXACT : MonthMode.COMPAT;
            all.rows.put(new Key(mode, in.readInt()), in.readBytes());
        }
        return all;
    }
}
