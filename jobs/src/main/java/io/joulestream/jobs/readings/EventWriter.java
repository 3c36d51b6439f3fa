package io.joulestream.jobs.readings;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.DefinitionBytes;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SentMeterEvent;
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

    static final int OP_MASK = 0b111;
    static final int READING = 0;
    static final int DELETE = 1;
    static final int SERIES = 2;
    static final int SERIES_DELETE = 3;
    static final int METER = 4;
    static final int METER_DELETE = 5;

    /** The unit is that of the reading before. */
    static final int SAME_UNIT = 1 << 3;
    /** A unit that was sent follows. */
    static final int UNIT = 1 << 4;

    static final int KIND = 1 << 5;
    /** Note, source and batch follow. */
    static final int NOTES = 1 << 6;
    // From here on, the flags take a second byte.
    /** The value's text follows: a word, or a number of too many digits. */
    static final int TEXT = 1 << 7;

    static final int LEVEL = 1 << 8;

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
        out.writeUnsigned(flags);
        out.writeSigned(eventOffset - offset);
        out.writeSigned(receivedMillis - received);
        offset = eventOffset;
        received = receivedMillis;
        switch (event.op()) {
            case READING -> {
                addTs(event);
                addReading(event, flags);
            }
            case DELETE, METER_DELETE -> addTs(event);
            case METER -> {
                addTs(event);
                addMeter(event, Objects.requireNonNull(event.meter(), "op meter"), flags);
            }
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
        addNotes(event, flags);
        if ((flags & TEXT) != 0) {
            out.writeText(event.text());
        }
    }

    private void addMeter(SeriesEvent event, SentMeterEvent sent, int flags) {
        out.writeText(sent.type().wireName());
        if (sent.closing() != null && sent.opening() != null) {
            out.writeText(sent.closing().toString());
            out.writeText(sent.opening().toString());
        }
        if (event.unit() != null) {
            out.writeText(event.unit().symbol());
        }
        addNotes(event, flags);
    }

    private void addNotes(SeriesEvent event, int flags) {
        if ((flags & NOTES) != 0) {
            out.writeText(event.note());
            out.writeText(event.source());
            out.writeText(event.batch());
        }
    }

    private int flags(SeriesEvent event) {
        int flags =
                switch (event.op()) {
                    case READING -> READING;
                    case DELETE -> DELETE;
                    case SERIES -> SERIES;
                    case SERIES_DELETE -> SERIES_DELETE;
                    case METER -> METER;
                    case METER_DELETE -> METER_DELETE;
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
