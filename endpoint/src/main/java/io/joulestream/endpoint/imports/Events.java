package io.joulestream.endpoint.imports;

import io.joulestream.core.quantity.Micros;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.BatchStore.Sent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Events as the log has them; values in canonical units, so that they mean the same whatever the definition becomes. */
final class Events {
    private Events() {}

    static byte[] reading(SeriesDefinition definition, long ts, long micros, String note, String source, String batch) {
        String unit = definition.unit().dimension().canonicalUnit();
        if (note.isEmpty() && source.isEmpty()) {
            // Batches and units need no escape.
            return ("{\"ts\":" + ts + ",\"value\":" + Micros.format(micros) + ",\"unit\":\"" + unit + "\",\"batch\":\""
                            + batch + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }
        return reading(unit, ts, new Sent(Micros.toDecimal(micros), note, source, batch));
    }

    static byte[] reading(String unit, long ts, Sent sent) {
        return json(out -> {
            out.number("ts", ts);
            out.decimal("value", sent.value());
            out.text("unit", unit);
            out.textIfAny("note", sent.note());
            out.textIfAny("source", sent.source());
            out.textIfAny("batch", sent.batch());
        });
    }

    static byte[] delete(long ts) {
        return ("{\"op\":\"delete\",\"ts\":" + ts + "}").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] definition(SeriesDefinition definition) {
        return json(out -> {
            out.text("op", "series");
            for (Map.Entry<String, Object> field : definition.fields().entrySet()) {
                Object value = field.getValue();
                out.any(field.getKey(), value instanceof Double number ? BigDecimal.valueOf(number) : value);
            }
        });
    }

    private static byte[] json(JsonOut.Content fields) {
        var bytes = new ByteArrayOutputStream();
        try {
            JsonOut.object(bytes, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
