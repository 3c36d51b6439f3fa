package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.local.stack.StoreSchema;
import java.nio.file.Path;

/** The engine with the product's tables, whose parts are never merged: every version of a row stays. */
final class UnmergedStore implements AutoCloseable {
    private final ClickHouseProcess process;

    private UnmergedStore(ClickHouseProcess process) {
        this.process = process;
    }

    static UnmergedStore start(Path folder) throws Exception {
        var store = new UnmergedStore(ClickHouseProcess.start(folder.resolve("data")));
        var process = store.process;
        StoreSchema.migrate(process.url(), process.user(), process.password(), "default", false);
        store.write("SYSTEM STOP MERGES");
        return store;
    }

    ClickHouseProcess process() {
        return process;
    }

    String read(String sql) throws Exception {
        HttpCalls.Answer answer = HttpCalls.write(process, sql, "default_format=TSV");
        assertEquals(200, answer.status(), answer.body());
        return answer.body();
    }

    void write(String sql) throws Exception {
        HttpCalls.Answer answer = HttpCalls.write(process, sql);
        assertEquals(200, answer.status(), answer.body());
    }

    @Override
    public void close() {
        process.close();
    }
}
