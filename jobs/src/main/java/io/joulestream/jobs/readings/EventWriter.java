package io.joulestream.jobs.readings;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.DefinitionBytes;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SeriesEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events of one series as compact bytes: differences to the event before, a flag for what is rare. A reading of the
 * common form takes some twelve bytes. {@link EventReader} reads them; but for the number as sent of a value with a
 * unit, which nothing needs beside its final micros, they come back equal.
 */
final class EventWriter {
    static final int VERSION = 1;

    static final int OP_MASK = 0b11;
    static final int READING = 0;
    static final int DELETE = 1;
    static final int SERIES = 2;
    static final int SERIES_DELETE = 3;

    /** The unit is that of the reading before. */
    static final int SAME_UNIT = 0b100;
    /** A unit that was sent follows. */
    static final int UNIT = 0b1000;

    static final int KIND = 0b1_0000;
    /** Note, source and batch follow. */
    static final int NOTES = 0b10_0000;
    /** The value's text follows: a word, or a number of too many digits. */
    static final int TEXT = 0b100_0000;

    static final int LEVEL = 0b1000_0000;

    private final ByteSink out = new ByteSink(64);
    private int count;
    private long ts;
    private long number;
    private long offset;
    private long received;
    private @Nullable Unit unit;

    int count() {
        return count;
    }

    int size() {
        return out.size();
    }

    void clear() {
        out.clear();
        count = 0;
        ts = 0;
        number = 0;
        offset = 0;
        received = 0;
        unit = null;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    void add(SeriesEvent event, long eventOffset, long receivedMillis) {
        if (count == 0) {
            out.writeByte(VERSION);
        }
        count++;
        int flags = flags(event);
        out.writeByte(flags);
        out.writeSigned(eventOffset - offset);
        out.writeSigned(receivedMillis - received);
        offset = eventOffset;
        received = receivedMillis;
        switch (event.op()) {
            case READING -> {
                addTs(event);
                addReading(event, flags);
            }
            case DELETE -> addTs(event);
            case SERIES -> DefinitionBytes.write(out, event.definition());
            case SERIES_DELETE -> {}
        }
    }

    private void addTs(SeriesEvent event) {
        out.writeSigned(event.tsMillis() - ts);
        ts = event.tsMillis();
    }

    private void addReading(SeriesEvent event, int flags) {
        Unit sent = event.unit();
        if ((flags & UNIT) != 0 && (flags & SAME_UNIT) == 0) {
            out.writeText(Objects.requireNonNull(sent).symbol());
        }
        unit = sent;
        long value = sent == null && !event.level() ? event.unscaled() : event.micros();
        out.writeSigned(value - number);
        number = value;
        if (sent == null) {
            out.writeSigned(event.scale());
        }
        Kind kind = event.kind();
        if (kind != null) {
            out.writeText(kind.wireName());
        }
        if ((flags & NOTES) != 0) {
            out.writeText(event.note());
            out.writeText(event.source());
            out.writeText(event.batch());
        }
        if ((flags & TEXT) != 0) {
            out.writeText(event.text());
        }
    }

    private int flags(SeriesEvent event) {
        int flags =
                switch (event.op()) {
                    case READING -> READING;
                    case DELETE -> DELETE;
                    case SERIES -> SERIES;
                    case SERIES_DELETE -> SERIES_DELETE;
                };
        if (event.unit() != null) {
            flags |= event.unit() == unit ? UNIT | SAME_UNIT : UNIT;
        }
        flags |= event.kind() != null ? KIND : 0;
        flags |= event.note().isEmpty()
                        && event.source().isEmpty()
                        && event.batch().isEmpty()
                ? 0
                : NOTES;
        flags |= event.text().isEmpty() ? 0 : TEXT;
        flags |= event.level() ? LEVEL : 0;
        return flags;
    }
}
