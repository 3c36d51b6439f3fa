package io.joulestream.local.clickhouse;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the engine: one statement at a time, one thread at a time.
 *
 * <p>After a failure the engine may answer the next query with the failed one's output, so a connection that threw
 * must be closed, never used again.
 */
final class ChdbConnection implements AutoCloseable {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Chdb chdb;
    private final Pointer pointerPointer;
    private final Pointer pointer;

    private ChdbConnection(Chdb chdb, Pointer pointerPointer) {
        this.chdb = chdb;
        this.pointerPointer = pointerPointer;
        this.pointer = pointerPointer.getPointer(0);
    }

    /** {@code arguments} as on ClickHouse's command line: {@code --path=…}, {@code --config-file=…}. */
    static ChdbConnection open(Chdb chdb, List<String> arguments) throws QueryException {
        Pointer pointer = chdb.connect(arguments.size(), arguments.toArray(new String[0]));
        if (pointer == null) {
            throw QueryException.of(1002, "UNKNOWN_EXCEPTION", "the engine refused to connect: " + arguments);
        }
        return new ChdbConnection(chdb, pointer);
    }

    StatementClass classify(byte[] sql) throws QueryException {
        int[] analysis = {4 * Integer.BYTES, 0, 0, 0};
        chdb.classifyQueryN(pointer, sql, sql.length, null, 0, analysis);
        if (analysis[1] > 1) {
            throw QueryException.syntax("Multi-statements are not allowed");
        }
        return StatementClass.of(analysis[3]);
    }

    /** Never for an INSERT with data: the engine would cut that at its first blank line. */
    ChdbResult query(byte[] sql, String format, Map<String, String> parameters) throws QueryException {
        byte[] formatBytes = format.getBytes(StandardCharsets.UTF_8);
        ChdbParameters p = new ChdbParameters(parameters);
        return checked(chdb.queryWithParamsN(
                pointer,
                sql,
                sql.length,
                formatBytes,
                formatBytes.length,
                p.names,
                p.nameLengths,
                p.values,
                p.valueLengths,
                parameters.size()));
    }

    /** Runs a statement for its effect. */
    void run(String sql) throws QueryException {
        query(sql.getBytes(StandardCharsets.UTF_8), "TabSeparated", Map.of()).close();
    }

    /**
     * Streams {@code data} into the table; {@code sql} has neither FORMAT nor VALUES. Data that ends with an exception
     * is not committed.
     */
    ChdbResult insert(byte[] sql, String format, Map<String, String> parameters, InputStream data)
            throws QueryException, IOException {
        byte[] formatBytes = format.getBytes(StandardCharsets.UTF_8);
        ChdbParameters p = new ChdbParameters(parameters);
        Pointer stream = chdb.streamInsertWithParamsN(
                pointer,
                sql,
                sql.length,
                formatBytes,
                formatBytes.length,
                p.names,
                p.nameLengths,
                p.values,
                p.valueLengths,
                parameters.size());
        boolean done = false;
        try (Memory chunk = new Memory(CHUNK_BYTES)) {
            throwIfFailed(chdb.streamInsertError(stream));
            byte[] bytes = new byte[CHUNK_BYTES];
            for (int n; (n = data.readNBytes(bytes, 0, CHUNK_BYTES)) > 0; ) {
                chunk.write(0, bytes, 0, n);
                if (chdb.streamAppend(stream, chunk, n) != 0) {
                    throwIfFailed(chdb.streamInsertError(stream));
                    throw QueryException.engine("the engine refused the data without giving a reason");
                }
            }
            done = true;
            return checked(chdb.streamDone(stream));
        } finally {
            if (!done) {
                chdb.streamCancelInsert(stream);
            }
            chdb.destroyInsertStream(stream);
        }
    }

    private ChdbResult checked(Pointer pointer) throws QueryException {
        ChdbResult result = new ChdbResult(chdb, pointer);
        String error = result.error();
        if (error != null) {
            result.close();
            throw QueryException.engine(error);
        }
        return result;
    }

    private static void throwIfFailed(@Nullable Pointer error) throws QueryException {
        if (error != null) {
            throw QueryException.engine(error.getString(0, StandardCharsets.UTF_8.name()));
        }
    }

    @Override
    public void close() {
        chdb.closeConn(pointerPointer);
    }
}
