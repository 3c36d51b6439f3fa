package io.joulestream.endpoint.store;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the queries of sql/endpoint with parameters that the server binds, read-only, each on one thread of the server
 * and within a time and a row limit. At most {@value #AT_ONCE} run at once; more wait their turn for a short time.
 */
final class ClickHouseQuery implements AutoCloseable {
    static final int SECONDS = 5;
    private static final int AT_ONCE = 16;
    private static final int TIMEOUT_EXCEEDED = 159;
    private static final int TOO_MANY_QUERIES = 202;

    private final Client client;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Map<String, String> sql = new ConcurrentHashMap<>();

    /** Reads one row; false: no more rows are wanted. */
    interface Row {
        boolean read(RowBinaryInput in) throws IOException;
    }

    ClickHouseQuery(String url, String user, String password, String database) {
        this.client = new Client.Builder()
                .addEndpoint(url)
                .setUsername(user)
                .setPassword(password)
                .setDefaultDatabase(database)
                .setConnectTimeout(2, ChronoUnit.SECONDS)
                .setSocketTimeout(SECONDS + 2, ChronoUnit.SECONDS)
                .setConnectionRequestTimeout(2, ChronoUnit.SECONDS)
                .setMaxConnections(AT_ONCE)
                .setClientName("joulestream-endpoint")
                .build();
    }

    /** @param name a file of sql/endpoint, without its ending */
    @SuppressWarnings("try") // close() declares Exception; an interrupt is caught before the rest
    void run(String name, Map<String, Object> parameters, long maxRows, Row row) throws StoreUnavailable {
        boolean turn = false;
        try {
            turn = turns.tryAcquire(SECONDS, TimeUnit.SECONDS);
            if (!turn) {
                throw StoreUnavailable.away("too many queries are waiting", new TimeoutException(name));
            }
            String text = sql.computeIfAbsent(name, ClickHouseQuery::read);
            try (QueryResponse response =
                    client.query(text, parameters, settings(maxRows)).get(SECONDS + 3, TimeUnit.SECONDS)) {
                var in = new RowBinaryInput(response.getInputStream());
                while (in.hasNext() && row.read(in)) {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreUnavailable.away("the endpoint is stopping", e);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (ExecutionException e) {
            throw unavailable(name, e.getCause() == null ? e : e.getCause());
        } catch (Exception e) { // close() declares it, and the client throws unchecked ones for everything
            throw unavailable(name, e);
        } finally {
            if (turn) {
                turns.release();
            }
        }
    }

    private static QuerySettings settings(long maxRows) {
        return new QuerySettings()
                .setFormat(ClickHouseFormat.RowBinary)
                // An error after the first rows must not look like the end of the rows.
                .waitEndOfQuery(true)
                .serverSetting("readonly", "2")
                .serverSetting("max_execution_time", String.valueOf(SECONDS))
                .serverSetting("max_result_rows", String.valueOf(maxRows))
                .serverSetting("result_overflow_mode", "throw")
                .serverSetting("max_threads", "1")
                // A key has one partition, since both are made of its time.
                .serverSetting("do_not_merge_across_partitions_select_final", "1");
    }

    private static StoreUnavailable unavailable(String name, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof ServerException server) {
                if (server.getCode() == TIMEOUT_EXCEEDED) {
                    return StoreUnavailable.tooSlow("query " + name + " took longer than " + SECONDS + " s", failure);
                }
                if (server.getCode() != TOO_MANY_QUERIES) {
                    // A query of ours that the server refuses is a mistake here, and no passing trouble.
                    throw new IllegalStateException("ClickHouse refused query " + name, failure);
                }
            }
            if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
                return StoreUnavailable.tooSlow("query " + name + " took longer than " + SECONDS + " s", failure);
            }
        }
        return StoreUnavailable.away("ClickHouse does not answer", failure);
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    private static String read(String name) {
        try (InputStream in = ClickHouseQuery.class.getResourceAsStream("/sql/endpoint/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no query " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
