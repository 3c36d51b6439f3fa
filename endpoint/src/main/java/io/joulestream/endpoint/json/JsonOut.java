package io.joulestream.endpoint.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes JSON: exact decimals without trailing zeros, instants as epoch milliseconds, rows as columns. */
public final class JsonOut {
    private final JsonGenerator out;

    /** Writes the inside of an object, or a whole value. */
    public interface Content {
        void write(JsonOut out) throws IOException;
    }

    private JsonOut(JsonGenerator out) {
        this.out = out;
    }

    /** One object into a stream, which stays open. */
    public static void object(OutputStream stream, Content fields) throws IOException {
        try (JsonGenerator generator = JsonItems.FACTORY.createGenerator(stream)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.writeStartObject();
            fields.write(new JsonOut(generator));
            generator.writeEndObject();
        }
    }

    public void text(String name, @Nullable String value) throws IOException {
        out.writeStringField(name, value);
    }

    /** Only where there is a text. */
    public void textIfAny(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    public void bool(String name, boolean value) throws IOException {
        out.writeBooleanField(name, value);
    }

    public void number(String name, long value) throws IOException {
        out.writeNumberField(name, value);
    }

    public void number(String name, @Nullable Long value) throws IOException {
        out.writeFieldName(name);
        number(value);
    }

    public void decimal(String name, @Nullable BigDecimal value) throws IOException {
        out.writeFieldName(name);
        decimal(value);
    }

    public void real(String name, double value) throws IOException {
        out.writeNumberField(name, value);
    }

    public void realOrNull(String name, @Nullable Double value) throws IOException {
        if (value == null) {
            nothing(name);
        } else {
            real(name, value);
        }
    }

    public void object(String name, Content fields) throws IOException {
        out.writeObjectFieldStart(name);
        fields.write(this);
        out.writeEndObject();
    }

    public void nothing(String name) throws IOException {
        out.writeNullField(name);
    }

    /** A field of any of the types that {@code text}, {@code number}, {@code decimal}, {@code bool} take, or an array of texts. */
    public void any(String name, @Nullable Object value) throws IOException {
        if (value == null) {
            nothing(name);
        } else if (value instanceof Boolean bool) {
            bool(name, bool);
        } else if (value instanceof BigDecimal decimal) {
            decimal(name, decimal);
        } else if (value instanceof Integer || value instanceof Long) {
            number(name, ((Number) value).longValue());
        } else if (value instanceof List<?> list) {
            out.writeArrayFieldStart(name);
            for (Object element : list) {
                out.writeString(String.valueOf(element));
            }
            out.writeEndArray();
        } else {
            text(name, value.toString());
        }
    }

    /** An array of objects. */
    public <T> void objects(String name, Iterable<T> rows, ItemContent<T> fields) throws IOException {
        out.writeArrayFieldStart(name);
        for (T row : rows) {
            out.writeStartObject();
            fields.write(this, row);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Writes the inside of the object of one row. */
    public interface ItemContent<T> {
        void write(JsonOut out, T row) throws IOException;
    }

    public <T> void longs(String name, List<T> rows, ToLongFunction<T> value) throws IOException {
        out.writeArrayFieldStart(name);
        for (T row : rows) {
            out.writeNumber(value.applyAsLong(row));
        }
        out.writeEndArray();
    }

    public <T> void reals(String name, List<T> rows, ToDoubleFunction<T> value) throws IOException {
        out.writeArrayFieldStart(name);
        for (T row : rows) {
            out.writeNumber(value.applyAsDouble(row));
        }
        out.writeEndArray();
    }

    public <T> void nullableLongs(String name, List<T> rows, Function<T, @Nullable Long> value) throws IOException {
        out.writeArrayFieldStart(name);
        for (T row : rows) {
            number(value.apply(row));
        }
        out.writeEndArray();
    }

    public <T> void decimals(String name, List<T> rows, Function<T, @Nullable BigDecimal> value) throws IOException {
        out.writeArrayFieldStart(name);
        for (T row : rows) {
            decimal(value.apply(row));
        }
        out.writeEndArray();
    }

    public <T> void bools(String name, List<T> rows, Predicate<T> value) throws IOException {
        out.writeArrayFieldStart(name);
        for (T row : rows) {
            out.writeBoolean(value.test(row));
        }
        out.writeEndArray();
    }

    public <T> void texts(String name, List<T> rows, Function<T, String> value) throws IOException {
        out.writeArrayFieldStart(name);
        for (T row : rows) {
            out.writeString(value.apply(row));
        }
        out.writeEndArray();
    }

    private void number(@Nullable Long value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            out.writeNumber(value);
        }
    }

    private void decimal(@Nullable BigDecimal value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value.signum() == 0) {
            out.writeNumber(0);
        } else {
            out.writeNumber(value.stripTrailingZeros().toPlainString());
        }
    }
}
