package io.joulestream.jobs.clickhouse;

import io.joulestream.jobs.clickhouse.TableColumns.Column;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RowBinary by its documentation, written without a look at the writer: rows as maps of column to value. */
final class RowBinaryDecoder {
    private final TableColumns table;
    private final DataInputStream in;

    private RowBinaryDecoder(TableColumns table, byte[] body) {
        this.table = table;
        this.in = new DataInputStream(new ByteArrayInputStream(body));
    }

    static List<Map<String, @Nullable Object>> decode(TableColumns table, byte[] body) {
        return new RowBinaryDecoder(table, body).rows();
    }

    private List<Map<String, @Nullable Object>> rows() {
        try {
            var rows = new ArrayList<Map<String, @Nullable Object>>();
            while (in.available() > 0) {
                var row = new LinkedHashMap<String, @Nullable Object>();
                for (Column column : table.columns()) {
                    boolean isNull = column.type().startsWith("Nullable(") && in.readByte() == 1;
                    row.put(column.name(), isNull ? null : value(column.bareType()));
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int length() throws IOException {
        int length = 0;
        for (int shift = 0, more = 1; more != 0; shift += 7) {
            int b = in.readUnsignedByte();
            length |= (b & 0x7f) << shift;
            more = b & 0x80;
        }
        return length;
    }

    private Object value(String type) throws IOException {
        if (type.equals("String")) {
            return new String(in.readNBytes(length()), StandardCharsets.UTF_8);
        }
        if (type.startsWith("Array(")) {
            int bytes = type.equals("Array(UInt32)") ? 4 : 8;
            var values = new ArrayList<Long>();
            for (int left = length(); left > 0; left--) {
                values.add(integer(bytes).longValueExact());
            }
            return values;
        }
        if (type.startsWith("Enum8(")) {
            int code = in.readByte();
            for (String constant : type.substring(6, type.length() - 1).split(", ", -1)) {
                String[] nameAndCode = constant.split(" = ", -1);
                if (Integer.parseInt(nameAndCode[1]) == code) {
                    return nameAndCode[0].replace("'", "");
                }
            }
            throw new IOException("no constant " + code + " in " + type);
        }
        if (type.startsWith("Decimal(18, ")) {
            return new BigDecimal(integer(8), 6);
        }
        if (type.startsWith("Decimal(38, ")) {
            return new BigDecimal(integer(16), 6);
        }
        return switch (type) {
            case "UInt8" -> in.readUnsignedByte();
            case "Date" -> in.readUnsignedByte() + 256 * in.readUnsignedByte();
            case "Int32" -> integer(4).intValueExact();
            case "Float64" -> Double.longBitsToDouble(integer(8).longValueExact());
            case "Int64", "UInt64", "DateTime64(3, 'UTC')" -> integer(8).longValueExact();
            default -> throw new IOException("type " + type);
        };
    }

    /** Little-endian two's complement. */
    private BigInteger integer(int bytes) throws IOException {
        byte[] little = in.readNBytes(bytes);
        var big = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            big[i] = little[bytes - 1 - i];
        }
        return new BigInteger(big);
    }
}
