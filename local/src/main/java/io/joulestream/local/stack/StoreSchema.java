package io.joulestream.local.stack;

import com.clickhouse.client.api.Client;
import io.joulestream.local.clickhouse.Migration;
import java.io.IOException;
import java.util.List;

/** The tables of one ClickHouse, embedded or not, brought to the state of the numbered DDL files. */
public final class StoreSchema {

    private StoreSchema() {}

    /** Applies what is missing, or with {@code dryRun} nothing; returns the files in order. */
    public static List<String> migrate(String url, String user, String password, String database, boolean dryRun)
            throws IOException {
        try (var client = new Client.Builder()
                .addEndpoint(url)
                .setUsername(user)
                .setPassword(password)
                .setDefaultDatabase(database)
                .build()) {
            var migration = Migration.of(client);
            return dryRun ? migration.pending() : migration.apply();
        }
    }
}
