package io.joulestream.core.activity;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.weather.Position;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An activity as it was written; of what is null nothing was said.
 *
 * @param type such as run or ride, as the sender calls it
 * @param position where it started
 * @param distance in micrometres
 * @param moving the time in motion, in microseconds
 * @param elapsed the time from start to end, in microseconds
 * @param elevation the metres climbed, in micrometres
 * @param heartRate the mean, in millionths of a beat per minute
 */
public record Activity(
        String type,
        long startMillis,
        @Nullable Position position,
        @Nullable Long distance,
        @Nullable Long moving,
        @Nullable Long elapsed,
        @Nullable Long elevation,
        @Nullable Long heartRate,
        @Nullable String name) {
    private static final int VERSION = 1;
    private static final int LONGEST_TYPE = 63;
    private static final int LONGEST_NAME = 500;
    /** Twenty-five times around the earth. */
    private static final BigDecimal MOST_METRES = BigDecimal.valueOf(1_000_000_000);
    /** Some three years. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(100_000_000);

    private static final BigDecimal LEAST_HEART_RATE = BigDecimal.valueOf(30);
    private static final BigDecimal MOST_HEART_RATE = BigDecimal.valueOf(250);

    /** Of the fields of the wire. */
    static Activity of(Fields fields, long receivedMillis) throws Rejection {
        return new Activity(
                type(fields),
                fields.instant("start", receivedMillis),
                Position.of(fields),
                fields.micros("distance_m", BigDecimal.ZERO, MOST_METRES),
                fields.micros("moving_s", BigDecimal.ZERO, MOST_SECONDS),
                fields.micros("elapsed_s", BigDecimal.ZERO, MOST_SECONDS),
                fields.micros("elevation_m", BigDecimal.ZERO, MOST_METRES),
                fields.micros("heart_rate", LEAST_HEART_RATE, MOST_HEART_RATE),
                name(fields));
    }

    private static String type(Fields fields) throws Rejection {
        String type = fields.text("type");
        if (type == null || type.isBlank() || type.length() > LONGEST_TYPE) {
            throw fields.refused("type", "a text of 1 to " + LONGEST_TYPE + " characters, such as run");
        }
        return type;
    }

    private static @Nullable String name(Fields fields) throws Rejection {
        String name = fields.text("name");
        if (name != null && (name.isEmpty() || name.length() > LONGEST_NAME)) {
            throw fields.refused("name", "a text of 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    public byte[] toByteArray() {
        ByteSink out = new ByteSink(128);
        out.writeByte(VERSION);
        out.writeText(type);
        out.writeSigned(startMillis);
        out.writeByte(position == null ? 0 : 1);
        if (position != null) {
            out.writeSigned(position.latMicros());
            out.writeSigned(position.lonMicros());
        }
        write(out, distance);
        write(out, moving);
        write(out, elapsed);
        write(out, elevation);
        write(out, heartRate);
        out.writeByte(name == null ? 0 : 1);
        if (name != null) {
            out.writeText(name);
        }
        return out.toByteArray();
    }

    /** What {@link #toByteArray} gave. */
    public static Activity read(byte[] bytes) {
        ByteSource in = new ByteSource(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("activity of version " + version + ", this program reads " + VERSION);
        }
        return new Activity(
                in.readText(),
                in.readSigned(),
                in.readByte() == 0 ? null : new Position((int) in.readSigned(), (int) in.readSigned()),
                number(in),
                number(in),
                number(in),
                number(in),
                number(in),
                in.readByte() == 0 ? null : in.readText());
    }

    private static void write(ByteSink out, @Nullable Long number) {
        out.writeByte(number == null ? 0 : 1);
        if (number != null) {
            out.writeUnsigned(number);
        }
    }

    private static @Nullable Long number(ByteSource in) {
        return in.readByte() == 0 ? null : Long.valueOf(in.readUnsigned());
    }
}
