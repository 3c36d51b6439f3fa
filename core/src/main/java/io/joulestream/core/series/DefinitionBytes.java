package io.joulestream.core.series;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.quantity.Unit;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition as bytes of the state: a set of the fields that differ from nothing, then those fields in the order of
 * their bits. Decoded for every series that is not in memory, so it is neither text nor a map. A field that a later
 * version adds takes the next bit; bytes of this version then read as a definition without it.
 */
public final class DefinitionBytes {
    private static final int DEFINED = 1;
    private static final int QUANTITY = 1 << 1;
    private static final int NAME = 1 << 2;
    private static final int EXPECTED_INTERVAL = 1 << 3;
    private static final int MODULUS = 1 << 4;
    private static final int MAX_RATE = 1 << 5;
    private static final int SIGNED = 1 << 6;
    private static final int INTERVAL = 1 << 7;
    private static final int STAMP_END = 1 << 8;
    private static final int HOLD_LINEAR = 1 << 9;
    private static final int LEVELS = 1 << 10;
    private static final int PLACE = 1 << 11;

    private DefinitionBytes() {}

    /** Writes the definition, or that there is none. */
    public static void write(ByteSink out, @Nullable SeriesDefinition definition) {
        if (definition == null) {
            out.writeUnsigned(0);
            return;
        }
        int fields = fields(definition);
        out.writeUnsigned(fields);
        out.writeText(definition.kind().wireName());
        out.writeText(definition.unit().symbol());
        out.writeText(definition.zone().getId());
        out.writeUnsigned(definition.maxGapMillis());
        out.writeUnsigned(definition.horizonMillis());
        writeText(out, fields & QUANTITY, definition.quantity());
        writeText(out, fields & NAME, definition.name());
        writeNumber(out, definition.expectedIntervalMillis());
        writeNumber(out, definition.modulusMicros());
        writeNumber(out, definition.maxRateMicrosPerHour());
        AmountInterval interval = definition.interval();
        if (interval != null) {
            out.writeText(interval.iso());
        }
        writeDegrees(out, definition.lat());
        writeDegrees(out, definition.lon());
    }

    private static int fields(SeriesDefinition definition) {
        return DEFINED
                | bit(QUANTITY, !definition.quantity().isEmpty())
                | bit(NAME, !definition.name().isEmpty())
                | bit(EXPECTED_INTERVAL, definition.expectedIntervalMillis() != null)
                | bit(MODULUS, definition.modulusMicros() != null)
                | bit(MAX_RATE, definition.maxRateMicrosPerHour() != null)
                | bit(SIGNED, definition.signed())
                | bit(INTERVAL, definition.interval() != null)
                | bit(STAMP_END, definition.stamp() == Stamp.END)
                | bit(HOLD_LINEAR, definition.hold() == Hold.LINEAR)
                | bit(LEVELS, definition.levels())
                | bit(PLACE, definition.lat() != null);
    }

    private static int bit(int field, boolean present) {
        return present ? field : 0;
    }

    private static void writeText(ByteSink out, int field, String text) {
        if (field != 0) {
            out.writeText(text);
        }
    }

    private static void writeNumber(ByteSink out, @Nullable Long number) {
        if (number != null) {
            out.writeUnsigned(number);
        }
    }

    private static void writeDegrees(ByteSink out, @Nullable Double degrees) {
        if (degrees != null) {
            out.writeSigned(Double.doubleToLongBits(degrees));
        }
    }

    public static @Nullable SeriesDefinition read(ByteSource in) {
        int fields = in.readInt();
        if (fields == 0) {
            return null;
        }
        Kind kind = Objects.requireNonNull(Kind.find(in.readText()), "a kind that was valid when it was written");
        Unit unit = Objects.requireNonNull(Unit.find(in.readText()), "a unit that was valid when it was written");
        ZoneId zone = ZoneId.of(in.readText());
        long maxGapMillis = in.readUnsigned();
        long horizonMillis = in.readUnsigned();
        return new SeriesDefinition(
                kind,
                unit,
                (fields & QUANTITY) == 0 ? "" : in.readText(),
                zone,
                (fields & NAME) == 0 ? "" : in.readText(),
                maxGapMillis,
                number(in, fields & EXPECTED_INTERVAL),
                horizonMillis,
                number(in, fields & MODULUS),
                number(in, fields & MAX_RATE),
                (fields & SIGNED) != 0,
                (fields & INTERVAL) == 0 ? null : AmountInterval.parse(in.readText()),
                (fields & STAMP_END) != 0 ? Stamp.END : Stamp.START,
                (fields & HOLD_LINEAR) != 0 ? Hold.LINEAR : Hold.STEP,
                (fields & LEVELS) != 0,
                degrees(in, fields & PLACE),
                degrees(in, fields & PLACE));
    }

    private static @Nullable Long number(ByteSource in, int field) {
        return field == 0 ? null : in.readUnsigned();
    }

    private static @Nullable Double degrees(ByteSource in, int field) {
        return field == 0 ? null : Double.longBitsToDouble(in.readSigned());
    }
}
