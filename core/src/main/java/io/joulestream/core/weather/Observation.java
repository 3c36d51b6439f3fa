package io.joulestream.core.weather;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;

/**
 * The weather of a cell at an instant, as somebody observed or modelled it.
 *
 * @param provisional a final one may follow, and never the other way round (SEMANTICS 29)
 */
public record Observation(long tsMillis, boolean provisional, Weather weather) {

    public byte[] toByteArray() {
        ByteSink out = new ByteSink(48);
        out.writeSigned(tsMillis);
        write(out);
        return out.toByteArray();
    }

    /** What {@link #toByteArray} gave. */
    public static Observation read(byte[] bytes) {
        ByteSource in = new ByteSource(bytes);
        return read(in, in.readSigned());
    }

    /** All but the time. */
    void write(ByteSink out) {
        out.writeByte(provisional ? 1 : 0);
        weather.write(out);
    }

    static Observation read(ByteSource in, long tsMillis) {
        return new Observation(tsMillis, in.readByte() == 1, Weather.read(in));
    }
}
