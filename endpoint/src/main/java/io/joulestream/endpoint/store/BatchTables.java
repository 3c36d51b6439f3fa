package io.joulestream.endpoint.store;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.joulestream.endpoint.json.JsonOut;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Inserts into the tables of imports, with an account that may do nothing else; every insert is synchronous. */
final class BatchTables implements AutoCloseable {
    private static final int SECONDS = 10;

    private final Client client;

    BatchTables(String url, String user, String password, String database) {
        this.client = new Client.Builder()
                .addEndpoint(url)
                .setUsername(user)
                .setPassword(password)
                .setDefaultDatabase(database)
                .setConnectTimeout(2, ChronoUnit.SECONDS)
                .setSocketTimeout(SECONDS, ChronoUnit.SECONDS)
                .setMaxConnections(4)
                .setClientName("joulestream-import")
                .build();
    }

    @SuppressWarnings("try") // close() declares Exception; an interrupt is caught before the rest
    <T> void insert(String table, Iterable<T> rows, JsonOut.ItemContent<T> content) throws StoreUnavailable {
        var settings = new InsertSettings()
                .serverSetting("async_insert", "0")
                .serverSetting("input_format_skip_unknown_fields", "0");
        try (InsertResponse response = client.insert(
                        table, new ByteArrayInputStream(lines(rows, content)), ClickHouseFormat.JSONEachRow, settings)
                .get(SECONDS + 2, TimeUnit.SECONDS)) {
            // Only that it was taken matters.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreUnavailable.away("the endpoint is stopping", e);
        } catch (ExecutionException e) {
            throw unavailable(table, e.getCause() == null ? e : e.getCause());
        } catch (Exception e) { // close() declares it, and the client throws unchecked ones for everything
            throw unavailable(table, e);
        }
    }

    private static <T> byte[] lines(Iterable<T> rows, JsonOut.ItemContent<T> content) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (T row : rows) {
                JsonOut.object(bytes, out -> content.write(out, row));
                bytes.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static StoreUnavailable unavailable(String table, Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server && server.getCode() > 0) {
                return StoreUnavailable.away(
                        "ClickHouse refused rows of " + table + " with code " + server.getCode(), failure);
            }
        }
        return StoreUnavailable.away("ClickHouse does not answer", failure);
    }

    @Override
    public void close() {
        client.close();
    }
}
