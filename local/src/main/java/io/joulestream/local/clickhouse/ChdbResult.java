package io.joulestream.local.clickhouse;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The buffered outcome of one statement, in native memory until closed; one thread at a time. */
final class ChdbResult implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Chdb chdb;
    private final Pointer pointer;

    ChdbResult(Chdb chdb, Pointer pointer) {
        this.chdb = chdb;
        this.pointer = pointer;
    }

    @Nullable
    String error() {
        Pointer error = chdb.resultError(pointer);
        return error == null ? null : error.getString(0, StandardCharsets.UTF_8.name());
    }

    long length() {
        return chdb.resultLength(pointer);
    }

    long rowsWritten() {
        return chdb.resultRowsWritten(pointer);
    }

    void writeTo(OutputStream out) throws IOException {
        Pointer buffer = chdb.resultBuffer(pointer);
        long length = length();
        if (buffer == null) {
            return;
        }
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, length)];
        for (long at = 0; at < length; at += chunk.length) {
            int size = (int) Math.min(chunk.length, length - at);
            buffer.read(at, chunk, 0, size);
            out.write(chunk, 0, size);
        }
    }

    /** What ClickHouse puts into {@code X-ClickHouse-Summary}: numbers as strings. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                        + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}",
                chdb.resultStorageRowsRead(pointer),
                chdb.resultStorageBytesRead(pointer),
                rowsWritten(),
                chdb.resultBytesWritten(pointer),
                chdb.resultRowsRead(pointer),
                length(),
                (long) (chdb.resultElapsed(pointer) * 1e9));
    }

    @Override
    public void close() {
        chdb.destroyQueryResult(pointer);
    }
}
