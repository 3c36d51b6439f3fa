package io.joulestream.bench;

import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import io.joulestream.jobs.clickhouse.ClickHouseSink;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.local.clickhouse.ClickHouseProcess;
import io.joulestream.local.config.Home;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Rows of table {@code reading} through our sink and through flink-connector-jdbc with clickhouse-jdbc: the same rows, as
 * many to a batch, each into an empty table of the same embedded ClickHouse.
 */
final class SinkBenchmark {
    private static final int BATCH = 100_000;

    private final int rows;
    private final int rounds;

    SinkBenchmark(int rows, int rounds) {
        this.rows = rows;
        this.rounds = rounds;
    }

    private interface Attach {
        void to(DataStream<ReadingRow> rows, ClickHouseConfig config);
    }

    void run(Path folder, Measurements measurements) throws Exception {
        try (var process = ClickHouseProcess.start(folder)) {
            var store = new StoreSql(process.url(), process.password());
            createTables(store);
            var config = ClickHouseConfig.at(process.url())
                    .withUser(process.user(), process.password())
                    .withBatch(new ClickHouseConfig.Batch(BATCH, 256 << 20, Duration.ofMinutes(1)));
            Progress.say("warming up");
            insert(store, config, SinkBenchmark::ours);
            insert(store, config, SinkBenchmark::jdbc);
            for (int round = 0; round < rounds; round++) {
                boolean oursFirst = round % 2 == 0;
                if (oursFirst) {
                    measurements.add("sink", insert(store, config, SinkBenchmark::ours), "rows/s", "jdbc_sink");
                }
                measurements.add("jdbc_sink", insert(store, config, SinkBenchmark::jdbc), "rows/s");
                if (!oursFirst) {
                    measurements.add("sink", insert(store, config, SinkBenchmark::ours), "rows/s", "jdbc_sink");
                }
                Progress.say(
                        "ours %,.0f, jdbc %,.0f rows/s", measurements.median("sink"), measurements.median("jdbc_sink"));
            }
        }
    }

    private static void createTables(StoreSql store) throws Exception {
        String ddl =
                Files.readString(Home.find().root().resolve("sql/clickhouse/010_reading.sql"), StandardCharsets.UTF_8);
        int create = ddl.indexOf("CREATE TABLE");
        store.execute(ddl.substring(create, ddl.indexOf(";\n", create)));
    }

    private double insert(StoreSql store, ClickHouseConfig config, Attach sink) throws Exception {
        store.execute("TRUNCATE TABLE reading");
        var settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        var env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        sink.to(env.fromSequence(0, rows - 1).map(SinkBenchmark::row).returns(ReadingRow.class), config);
        long started = System.nanoTime();
        env.execute("sink");
        double seconds = (System.nanoTime() - started) / 1e9;
        if (store.number("SELECT count() FROM reading") != rows
                || store.number("SELECT toInt64(sum(value) * 1000000) FROM reading") != (long) rows * (rows - 1) / 2) {
            throw new IllegalStateException("not every row is in the table once");
        }
        return rows / seconds;
    }

    private static ReadingRow row(long number) {
        return new ReadingRow(
                ReadingLoad.TENANT,
                "meter-" + number % 10_000,
                1_704_067_200_000L + number,
                number,
                "",
                "",
                "",
                1,
                false);
    }

    private static void ours(DataStream<ReadingRow> rows, ClickHouseConfig config) {
        ClickHouseSink.attach(rows, "reading", config);
    }

    private static void jdbc(DataStream<ReadingRow> rows, ClickHouseConfig config) {
        rows.sinkTo(JdbcSink.<ReadingRow>builder()
                .withQueryStatement(
                        "INSERT INTO reading (tenant, series, ts, value, note, source, batch, revision, is_deleted)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        SinkBenchmark::bind)
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(BATCH)
                        .withBatchIntervalMs(0)
                        .build())
                .buildAtLeastOnce(new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl("jdbc:" + config.url().replace("http://", "clickhouse://"))
                        .withDriverName("com.clickhouse.jdbc.ClickHouseDriver")
                        .withUsername(config.user())
                        .withPassword(config.password())
                        .build()));
    }

    private static void bind(PreparedStatement statement, ReadingRow row) throws SQLException {
        statement.setString(1, row.tenant());
        statement.setString(2, row.series());
        statement.setLong(3, row.tsMillis());
        statement.setBigDecimal(4, BigDecimal.valueOf(row.valueMicros(), 6));
        statement.setString(5, row.note());
        statement.setString(6, row.source());
        statement.setString(7, row.batch());
        statement.setLong(8, row.revision());
        statement.setInt(9, row.isDeleted() ? 1 : 0);
    }
}
