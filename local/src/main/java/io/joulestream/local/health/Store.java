package io.joulestream.local.health;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import io.joulestream.local.clickhouse.Migration;
import io.joulestream.local.health.Target.StoreTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Asks a ClickHouse the questions of sql/doctor. Thread-safe. */
final class Store implements AutoCloseable {

    private static final int SECONDS = 10;

    private final String url;
    private final Client client;

    Store(StoreTarget target) {
        this.url = target.url();
        this.client = new Client.Builder()
                .addEndpoint(target.url())
                .setUsername(target.user())
                .setPassword(target.password())
                .setDefaultDatabase(target.database())
                .setConnectTimeout(3, ChronoUnit.SECONDS)
                .setSocketTimeout(SECONDS + 5, ChronoUnit.SECONDS)
                .setClientName("joulestream-doctor")
                .build();
    }

    String url() {
        return url;
    }

    /** @param question a file of sql/doctor, without its ending */
    List<GenericRecord> ask(String question, Map<String, Object> parameters) throws IOException {
        try {
            return client.queryAll(
                    sql(question),
                    parameters,
                    new QuerySettings().serverSetting("max_execution_time", String.valueOf(SECONDS)));
        } catch (RuntimeException failed) { // of many kinds, the driver's own and others
            throw new IOException("clickhouse, " + question + ": " + innermost(failed), failed);
        }
    }

    List<GenericRecord> ask(String question) throws IOException {
        return ask(question, Map.of());
    }

    Migration migration() throws IOException {
        return Migration.of(client);
    }

    private static String innermost(Throwable failed) {
        var cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static String sql(String question) throws IOException {
        try (InputStream in = Store.class.getResourceAsStream("/sql/doctor/" + question + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no question " + question);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
