package io.joulestream.core.series;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A definition as bytes of the state: the fields of the wire, each with its type, so that a definition of an earlier
 * version reads as one of this version would.
 */
public final class DefinitionBytes {
    private static final int TEXT = 1;
    private static final int NUMBER = 2;
    private static final int FLAG = 3;

    private DefinitionBytes() {}

    /** Writes the definition, or that there is none. */
    public static void write(ByteSink out, @Nullable SeriesDefinition definition) {
        Map<String, Object> fields = definition == null ? Map.of() : definition.fields();
        out.writeUnsigned(fields.size());
        fields.forEach((name, value) -> {
            out.writeText(name);
            out.writeByte(value instanceof Boolean ? FLAG : value instanceof Number ? NUMBER : TEXT);
            out.writeText(value.toString());
        });
    }

    public static @Nullable SeriesDefinition read(ByteSource in) {
        int size = in.readInt();
        if (size == 0) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String name = in.readText();
            int type = in.readByte();
            String value = in.readText();
            fields.put(
                    name,
                    switch (type) {
                        case TEXT -> value;
                        case NUMBER -> new BigDecimal(value);
                        case FLAG -> Boolean.valueOf(value);
                        default -> throw new IllegalStateException("field " + name + " of unknown type " + type);
                    });
        }
        try {
            return SeriesDefinition.of(fields, ZoneOffset.UTC);
        } catch (Rejection e) {
            throw new IllegalStateException("a definition in state is not valid: " + e.detail(), e);
        }
    }
}
