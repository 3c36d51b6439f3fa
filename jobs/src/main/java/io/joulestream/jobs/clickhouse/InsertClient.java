package io.joulestream.jobs.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;

/** One insert over HTTP, tried once. {@link #close()} from another thread ends a running one. */
final class InsertClient implements AutoCloseable {
    private final Client client;

    InsertClient(ClickHouseConfig config) {
        client = config.client()
                .compressClientRequest(config.compress())
                .compressServerResponse(false)
                .setMaxConnections(2)
                // Acknowledged must mean stored: servers from 26.3 answer before by default.
                .serverSetting("async_insert", "0")
                // An import of ten years touches ten partitions at once and more.
                .serverSetting("max_partitions_per_insert_block", "0")
                // Repeats are absorbed by key and revision; remembering blocks would only cost.
                .serverSetting("insert_deduplicate", "0")
                .build();
    }

    /** Returns once the rows from byte {@code from} to before {@code to} are stored. */
    void insert(TableColumns table, RowBinaryWriter rows, int from, int to) throws InsertFault {
        try (InsertResponse done = client.insert(
                        table.table(),
                        table.names(),
                        out -> rows.copyTo(out, from, to),
                        ClickHouseFormat.RowBinary,
                        new InsertSettings())
                .join()) {
            done.getQueryId();
        } catch (RuntimeException e) {
            throw InsertFault.of(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
