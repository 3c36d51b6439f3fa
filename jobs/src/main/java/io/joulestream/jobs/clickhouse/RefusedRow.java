package io.joulestream.jobs.clickhouse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.joulestream.core.input.Reason;
import io.joulestream.jobs.clickhouse.TableColumns.Column;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that the store refused, read back from its bytes by the table's DDL.
 *
 * <p>As a dead letter it has no place in the log any more, so its key is made up: topic {@code clickhouse/<table>} (no
 * Kafka topic can have a slash), partition -1, and as offset 63 bits of the SHA-256 of the row without its revision. The
 * same row, refused again after a restart, is the same dead letter; another row is another one.
 */
record RefusedRow(TableColumns table, Map<String, @Nullable Object> values) {
    private static final JsonFactory JSON = new JsonFactory();

    static RefusedRow read(TableColumns table, byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (Column column : table.columns()) {
            boolean isNull = column.nullable() && in.get() != 0;
            values.put(column.name(), isNull ? null : value(column.bareType(), in));
        }
        return new RefusedRow(table, values);
    }

    /** {@code {"tenant":…,"series":…,…}} with the columns' names; times in epoch milliseconds. */
    String json() {
        return json(values);
    }

    DeadLetterRow deadLetter(String detail, long nowMillis) {
        var identity = new LinkedHashMap<>(values);
        identity.remove("revision");
        return new DeadLetterRow(
                "clickhouse/" + table.table(),
                -1,
                hash63(json(identity)),
                String.valueOf(values.getOrDefault("tenant", "")),
                String.valueOf(values.getOrDefault("series", "")),
                Reason.ROW_REFUSED.code(),
                detail,
                new byte[0],
                json().getBytes(StandardCharsets.UTF_8),
                nowMillis,
                DeadLetterRow.WRITTEN,
                false);
    }

    private static Object value(String type, ByteBuffer in) {
        String name = type.contains("(") ? type.substring(0, type.indexOf('(')) : type;
        return switch (name) {
            case "String" -> string(in);
            case "UInt8" -> in.get() & 0xff;
            case "Enum8" -> (int) in.get();
            case "Int32" -> in.getInt();
            case "UInt64" -> new BigInteger(Long.toUnsignedString(in.getLong()));
            case "Int64", "DateTime64" -> in.getLong();
            case "Float64" -> in.getDouble();
            case "Decimal" ->
                new BigDecimal(type.startsWith("Decimal(38") ? int128(in) : BigInteger.valueOf(in.getLong()), 6);
            default -> throw new IllegalStateException("no reader for the type " + type);
        };
    }

    private static String string(ByteBuffer in) {
        int length = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        var utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static BigInteger int128(ByteBuffer in) {
        BigInteger low = new BigInteger(Long.toUnsignedString(in.getLong()));
        return BigInteger.valueOf(in.getLong()).shiftLeft(Long.SIZE).add(low);
    }

    private static String json(Map<String, @Nullable Object> values) {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            for (var field : values.entrySet()) {
                out.writeFieldName(field.getKey());
                Object value = field.getValue();
                if (value instanceof String string) {
                    out.writeString(string);
                } else if (value instanceof BigDecimal decimal) {
                    out.writeNumber(decimal.toPlainString());
                } else {
                    out.writeNumber(String.valueOf(value)); // "null" is JSON too
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static long hash63(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
