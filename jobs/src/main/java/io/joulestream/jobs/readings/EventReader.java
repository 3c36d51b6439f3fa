package io.joulestream.jobs.readings;

import static io.joulestream.jobs.readings.EventWriter.DELETE;
import static io.joulestream.jobs.readings.EventWriter.KIND;
import static io.joulestream.jobs.readings.EventWriter.LEVEL;
import static io.joulestream.jobs.readings.EventWriter.METER;
import static io.joulestream.jobs.readings.EventWriter.METER_DELETE;
import static io.joulestream.jobs.readings.EventWriter.NOTES;
import static io.joulestream.jobs.readings.EventWriter.OP_MASK;
import static io.joulestream.jobs.readings.EventWriter.READING;
import static io.joulestream.jobs.readings.EventWriter.SAME_UNIT;
import static io.joulestream.jobs.readings.EventWriter.SERIES;
import static io.joulestream.jobs.readings.EventWriter.TEXT;
import static io.joulestream.jobs.readings.EventWriter.UNIT;
import static io.joulestream.jobs.readings.EventWriter.VERSION;

import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.DefinitionBytes;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.SentMeterEvent;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the events that {@link EventWriter} wrote, in their order. */
final class EventReader {
    private final ByteSource in;
    private long ts;
    private long number;
    private long offset;
    private long received;
    private int count;
    private @Nullable Unit unit;

    EventReader(byte[] events) {
        in = new ByteSource(events);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("events of version " + version + ", this program reads " + VERSION);
        }
    }

    boolean hasNext() {
        return in.hasMore();
    }

    /** How many have been read. */
    int count() {
        return count;
    }

    LoggedEvent next() {
        count++;
        int flags = in.readInt();
        offset += in.readSigned();
        received += in.readSigned();
        SeriesEvent event =
                switch (flags & OP_MASK) {
                    case READING -> {
                        ts += in.readSigned();
                        yield reading(flags);
                    }
                    case DELETE -> {
                        ts += in.readSigned();
                        yield plain(SeriesEvent.Op.DELETE, ts, null);
                    }
                    case METER -> {
                        ts += in.readSigned();
                        yield meter(flags);
                    }
                    case METER_DELETE -> {
                        ts += in.readSigned();
                        yield plain(SeriesEvent.Op.METER_DELETE, ts, null);
                    }
                    case SERIES -> plain(SeriesEvent.Op.SERIES, 0, DefinitionBytes.read(in));
                    default -> plain(SeriesEvent.Op.SERIES_DELETE, 0, null);
                };
        return new LoggedEvent(event, offset, received);
    }

    private SeriesEvent reading(int flags) {
        if ((flags & UNIT) == 0) {
            unit = null;
        } else if ((flags & SAME_UNIT) == 0) {
            unit = Objects.requireNonNull(Unit.find(in.readText()), "a unit that was valid when it was written");
        }
        number += in.readSigned();
        boolean level = (flags & LEVEL) != 0;
        boolean raw = unit == null && !level;
        int scale = unit == null ? (int) in.readSigned() : 0;
        Kind kind = (flags & KIND) == 0 ? null : Kind.find(in.readText());
        boolean notes = (flags & NOTES) != 0;
        String note = notes ? in.readText() : "";
        String source = notes ? in.readText() : "";
        String batch = notes ? in.readText() : "";
        return new SeriesEvent(
                SeriesEvent.Op.READING,
                ts,
                raw ? Micros.OUT_OF_RANGE : number,
                unit,
                kind,
                level,
                note,
                source,
                batch,
                null,
                raw ? number : 0,
                scale,
                (flags & TEXT) == 0 ? "" : in.readText(),
                null);
    }

    private SeriesEvent meter(int flags) {
        MeterEvent.Type type = Objects.requireNonNull(MeterEvent.Type.find(in.readText()), "a type that was valid");
        boolean swap = type == MeterEvent.Type.SWAP;
        BigDecimal closing = swap ? new BigDecimal(in.readText()) : null;
        BigDecimal opening = swap ? new BigDecimal(in.readText()) : null;
        Unit sent = (flags & UNIT) == 0 ? null : Unit.find(in.readText());
        boolean notes = (flags & NOTES) != 0;
        return SeriesEvent.meter(
                ts,
                new SentMeterEvent(type, closing, opening),
                sent,
                notes ? in.readText() : "",
                notes ? in.readText() : "",
                notes ? in.readText() : "");
    }

    private static SeriesEvent plain(SeriesEvent.Op op, long tsMillis, @Nullable SeriesDefinition definition) {
        return SeriesEvent.plain(op, tsMillis, definition);
    }
}
