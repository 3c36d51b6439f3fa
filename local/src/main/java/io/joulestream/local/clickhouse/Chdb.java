package io.joulestream.local.clickhouse;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The C interface of libchdb, name for name ({@code queryWithParamsN} is {@code chdb_query_with_params_n}).
 *
 * <p>Lengths are bytes. A {@code chdb_connection*} is what {@link #connect} returns and {@link #closeConn} takes; all
 * other calls take the pointer it points at. Every result and stream must be destroyed. A connection runs one
 * statement at a time; different connections run on different threads.
 */
interface Chdb extends Library {

    /** Loads the library and keeps its signal handlers off the JVM's: a JVM needs SIGSEGV for its null checks. */
    static Chdb load(Path library) {
        FunctionMapper names = (lib, method) ->
                "chdb_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        Chdb chdb = Native.load(library.toString(), Chdb.class, Map.of(OPTION_FUNCTION_MAPPER, names));
        chdb.setSignalHandlersEnabled(0);
        return chdb;
    }

    void setSignalHandlersEnabled(int enabled);

    @Nullable
    Pointer connect(int count, String[] arguments);

    void closeConn(Pointer connectionPointer);

    Pointer queryWithParamsN(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            Pointer[] names,
            long[] nameLengths,
            Pointer[] values,
            long[] valueLengths,
            long count);

    Pointer streamInsertWithParamsN(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            byte[] format,
            long formatLength,
            Pointer[] names,
            long[] nameLengths,
            Pointer[] values,
            long[] valueLengths,
            long count);

    int streamAppend(Pointer stream, Pointer data, long length);

    Pointer streamDone(Pointer stream);

    void streamCancelInsert(Pointer stream);

    @Nullable
    Pointer streamInsertError(Pointer stream);

    void destroyInsertStream(Pointer stream);

    /** {@code analysis} is four 32-bit numbers: its own size in bytes (set by the caller), statements, flags, class. */
    int classifyQueryN(
            Pointer connection, byte[] sql, long sqlLength, byte @Nullable [] database, long length, int[] analysis);

    @Nullable
    Pointer resultBuffer(Pointer result);

    long resultLength(Pointer result);

    @Nullable
    Pointer resultError(Pointer result);

    double resultElapsed(Pointer result);

    long resultRowsRead(Pointer result);

    long resultRowsWritten(Pointer result);

    long resultBytesWritten(Pointer result);

    long resultStorageRowsRead(Pointer result);

    long resultStorageBytesRead(Pointer result);

    void destroyQueryResult(Pointer result);
}
