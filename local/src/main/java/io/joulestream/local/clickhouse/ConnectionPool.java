package io.joulestream.local.clickhouse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Open connections by database and settings, since both belong to a connection; the least recently used is closed
 * when too many lie idle. Safe for many threads; a borrowed connection belongs to its thread.
 */
final class ConnectionPool implements AutoCloseable {

    /** What two requests must share to share a connection. */
    record Key(String database, Map<String, String> settings) {}

    private record Idle(Key key, ChdbConnection connection) {}

    private final Chdb chdb;
    private final List<String> arguments;
    private final int maxIdle;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    ConnectionPool(Chdb chdb, List<String> arguments, int maxIdle) {
        this.chdb = chdb;
        this.arguments = arguments;
        this.maxIdle = maxIdle;
    }

    ChdbConnection borrow(Key key) throws QueryException {
        synchronized (idle) {
            if (closed) {
                throw QueryException.busy("the engine is stopping");
            }
            for (Idle candidate : idle) {
                if (candidate.key.equals(key)) {
                    idle.remove(candidate);
                    return candidate.connection;
                }
            }
        }
        return open(key);
    }

    /** Gives back a connection whose last statement succeeded and left no session state; close any other. */
    void giveBack(Key key, ChdbConnection connection) {
        List<ChdbConnection> surplus = new ArrayList<>();
        synchronized (idle) {
            idle.addFirst(new Idle(key, connection));
            while (!idle.isEmpty() && (closed || idle.size() > maxIdle)) {
                surplus.add(idle.removeLast().connection);
            }
        }
        surplus.forEach(ChdbConnection::close);
    }

    private ChdbConnection open(Key key) throws QueryException {
        ChdbConnection connection = ChdbConnection.open(chdb, arguments);
        try {
            if (!key.database.isEmpty()) {
                connection.run("USE `" + escape(key.database, '`') + "`");
            }
            if (!key.settings.isEmpty()) {
                connection.run("SET "
                        + key.settings.entrySet().stream()
                                .map(setting -> setting.getKey() + " = '" + escape(setting.getValue(), '\'') + "'")
                                .collect(Collectors.joining(", ")));
            }
            return connection;
        } catch (QueryException e) {
            connection.close();
            throw e;
        }
    }

    private static String escape(String text, char quote) {
        return text.replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote);
    }

    /** Closes the idle ones, and each borrowed one when it comes back. */
    @Override
    public void close() {
        List<Idle> all;
        synchronized (idle) {
            closed = true;
            all = new ArrayList<>(idle);
            idle.clear();
        }
        all.forEach(one -> one.connection.close());
    }
}
