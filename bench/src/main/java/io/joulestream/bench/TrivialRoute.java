package io.joulestream.bench;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.javalin.Javalin;
import java.util.concurrent.TimeUnit;

/**
 * The least that could be asked through the endpoint's path: the same HTTP server, the same ClickHouse client with the same
 * settings, {@code SELECT 1}.
 */
final class TrivialRoute implements AutoCloseable {
    private final Client client;
    private final Javalin server;

    TrivialRoute(String clickHouseUrl, String user, String password) {
        client = new Client.Builder()
                .addEndpoint(clickHouseUrl)
                .setUsername(user)
                .setPassword(password)
                .build();
        server = Javalin.create(javalin -> {
                    javalin.startup.showJavalinBanner = false;
                    javalin.startup.showOldJavalinVersionWarning = false;
                    javalin.routes.get("/", ctx -> ctx.result(selectOne()));
                })
                .start("127.0.0.1", 0);
    }

    @SuppressWarnings("try") // close() declares Exception
    private byte[] selectOne() throws Exception {
        var settings = new QuerySettings()
                .setFormat(ClickHouseFormat.RowBinary)
                .waitEndOfQuery(true)
                .serverSetting("max_execution_time", "5")
                .serverSetting("max_threads", "1");
        try (var response = client.query("SELECT 1", settings).get(10, TimeUnit.SECONDS)) {
            return response.getInputStream().readAllBytes();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    @Override
    public void close() {
        server.stop();
        client.close();
    }
}
