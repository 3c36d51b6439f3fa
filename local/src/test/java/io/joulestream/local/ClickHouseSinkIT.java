package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.rollup.Quality;
import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import io.joulestream.jobs.clickhouse.ClickHouseJdbcSink;
import io.joulestream.jobs.clickhouse.ClickHouseSink;
import io.joulestream.jobs.clickhouse.DeadLetterRow;
import io.joulestream.jobs.clickhouse.OnRefusal;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.clickhouse.TableColumns;
import io.joulestream.local.clickhouse.ClickHouseProcess;
import io.joulestream.local.clickhouse.Migration;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jobs' sinks against the real engine: what was written is what the driver reads. */
@Timeout(180)
class ClickHouseSinkIT {
    private static final long TS = 1_700_000_000_123L;

    private Path data;
    private ClickHouseProcess clickHouse;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        clickHouse = ClickHouseProcess.start(data);
        try (Client client = client("default")) {
            Migration.of(client).apply();
        }
    }

    @AfterEach
    void stop() {
        clickHouse.close();
    }

    @Test
    void readsBackWhatReadingsAndWindowsHold() throws Exception {
        var full = new RollupRow(
                "home",
                "heat",
                Period.MONTH,
                TS,
                TS + 1,
                TS + 2,
                TS + 3,
                3,
                TS + 4,
                -1,
                TS + 5,
                2,
                -3,
                4,
                -1,
                -5,
                true,
                1,
                6,
                true,
                -7,
                8,
                9,
                Quality.INTERPOLATED,
                Long.MIN_VALUE,
                false);
        var empty = new RollupRow(
                "home",
                "heat",
                Period.MINUTE,
                TS,
                TS + 1,
                TS + 2,
                TS + 3,
                0,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                false,
                1,
                1,
                false,
                1,
                8,
                9,
                Quality.PARTIAL,
                1,
                false);
        StreamExecutionEnvironment env = environment();
        ClickHouseSink.attach(env.fromData(reading("heat", TS, -1_500_000, "note ü€😀")), "reading", config("default"));
        ClickHouseSink.attach(env.fromData(full, empty), "rollup", config("default"));
        env.execute();
        try (Client client = client("default")) {
            GenericRecord reading = only(client, "SELECT *, toUnixTimestamp64Milli(ts) AS ms FROM reading_latest");
            assertEquals("home", reading.getString("tenant"));
            assertEquals("heat", reading.getString("series"));
            assertEquals(TS, reading.getLong("ms"));
            assertEquals(new BigDecimal("-1.500000"), reading.getBigDecimal("value"));
            assertEquals("note ü€😀", reading.getString("note"));

            GenericRecord month = only(
                    client,
                    "SELECT *, toUnixTimestamp64Milli(last_ts) AS last_ms, toUnixTimestamp64Milli(local_end) AS end_ms,"
                            + " toString(revision) AS revision_text FROM rollup_latest WHERE period = 'P1M'");
            assertEquals(TS + 5, month.getLong("last_ms"));
            assertEquals(TS + 3, month.getLong("end_ms"));
            assertEquals(new BigDecimal("-0.000001"), month.getBigDecimal("first"));
            assertEquals(new BigDecimal("-0.000005"), month.getBigDecimal("sum"));
            assertEquals(new BigDecimal("18446744073709.551622"), month.getBigDecimal("total"));
            assertEquals(new BigDecimal("-0.000007"), month.getBigDecimal("mean"));
            assertEquals("interpolated", month.getString("quality"));
            assertEquals("9223372036854775808", month.getString("revision_text"));
            GenericRecord minute = only(client, "SELECT * FROM rollup_latest WHERE period = 'PT1M'");
            for (String column :
                    List.of("first", "last", "min", "max", "sum", "total", "mean", "first_ts", "last_ts")) {
                assertNull(minute.getObject(column), column);
            }
            assertEquals("partial", minute.getString("quality"));
        }
    }

    @Test
    void keepsBytesTimesAndNullsThroughJdbcInAnyZone() throws Exception {
        TimeZone zone = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        try {
            var everyByte = new byte[256];
            for (int i = 0; i < everyByte.length; i++) {
                everyByte[i] = (byte) i;
            }
            var large = new byte[1_000_000];
            new Random(1).nextBytes(large);
            StreamExecutionEnvironment env = environment();
            ClickHouseJdbcSink.attach(
                    env.fromData(
                            letter(0, everyByte, "it's \\ a ? {x} 'ü'\n\n"),
                            letter(1, large, "large"),
                            letter(2, new byte[0], "")),
                    DeadLetterRow.class,
                    "dead_letter",
                    config("default"));
            ClickHouseJdbcSink.attach(env.fromData(series("a", 1)), SeriesRow.class, "series", config("default"));
            env.execute();
            try (Client client = client("default")) {
                GenericRecord first = only(
                        client,
                        "SELECT detail, hex(raw) AS bytes, toUnixTimestamp64Milli(received) AS ms"
                                + " FROM dead_letter_latest WHERE offset = 0");
                assertEquals("it's \\ a ? {x} 'ü'\n\n", first.getString("detail"));
                assertArrayEquals(everyByte, HexFormat.of().parseHex(first.getString("bytes")));
                assertEquals(TS, first.getLong("ms"));
                GenericRecord second = only(
                        client,
                        "SELECT length(raw) AS bytes, hex(MD5(raw)) AS hash FROM dead_letter_latest WHERE offset = 1");
                assertEquals(1_000_000, second.getLong("bytes"));
                assertEquals(md5(large), second.getString("hash"));
                GenericRecord series = only(client, "SELECT * FROM series_latest");
                assertEquals(new BigDecimal("100000.000001"), series.getBigDecimal("modulus"));
                assertNull(series.getObject("max_rate"));
                assertNull(series.getObject("expected_interval_ms"));
                assertEquals(40.4168, series.getDouble("lat"));
                assertEquals(Integer.valueOf(1), Integer.valueOf(series.getInteger("signed")));
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    /** clickhouse-java#2548: a reused statement inserted its earlier batches again. Plain tables show every repeat. */
    @Test
    void repeatsNothingFromAReusedStatement() throws Exception {
        try (Client client = client("default")) {
            client.execute("CREATE DATABASE plain").get();
            client.execute("CREATE TABLE plain.series AS default.series ENGINE = MergeTree ORDER BY series")
                    .get();
        }
        StreamExecutionEnvironment env = environment();
        ClickHouseJdbcSink.attach(
                env.fromSequence(1, 3500).map(i -> series("s" + i, i)).returns(SeriesRow.class),
                SeriesRow.class,
                "series",
                config("plain"));
        env.execute();
        try (Client client = client("plain")) {
            assertEquals(3500, number(client, "SELECT count() AS n FROM series"));
            assertEquals(3500, number(client, "SELECT uniqExact(series) AS n FROM series"));
        }
    }

    @Test
    void makesARefusedReadingADeadLetter() throws Exception {
        try (Client client = client("default")) {
            client.execute("ALTER TABLE reading ADD CONSTRAINT small CHECK value < 100")
                    .get();
            var rows = new ArrayList<ReadingRow>();
            for (int i = 0; i < 5000; i++) {
                rows.add(reading("s" + i, TS, i == 1234 ? 100_000_000 : 1, "n"));
            }
            StreamExecutionEnvironment env = environment();
            ClickHouseSink.attach(
                    env.fromData(TypeInformation.of(ReadingRow.class), rows.toArray(ReadingRow[]::new)),
                    "reading",
                    config("default"),
                    OnRefusal.DEAD_LETTER);
            env.execute();
            assertEquals(4999, number(client, "SELECT count() AS n FROM reading_latest"));
            GenericRecord letter = only(client, "SELECT * FROM dead_letter_latest");
            assertEquals("s1234", letter.getString("series"));
            assertEquals("row_refused", letter.getString("reason"));
            assertTrue(letter.getString("raw").contains("\"value\":100.000000"), letter.getString("raw"));
            assertTrue(letter.getString("detail").contains("small"), letter.getString("detail"));
        }
    }

    @Test
    void losesNothingWhenTheEngineIsKilledWhileItInserts() throws Exception {
        int rows = 1_500_000;
        StreamExecutionEnvironment env = environment();
        ClickHouseSink.attach(
                env.fromSequence(0, rows - 1)
                        .map(i -> reading("s" + i % 1000, TS + i, i, "n"))
                        .returns(ReadingRow.class),
                "reading",
                config("default"));
        JobClient job = env.executeAsync();
        awaitRows(100_000);
        String url = clickHouse.url();
        String password = clickHouse.password();
        String readerPassword = clickHouse.readerPassword();
        clickHouse.kill();
        clickHouse = ClickHouseProcess.start(data, URI.create(url).getPort(), password, readerPassword);
        job.getJobExecutionResult().get();
        try (Client client = client("default")) {
            assertEquals(rows, number(client, "SELECT count() AS n FROM reading_latest"));
            assertEquals(
                    (long) rows * (rows - 1) / 2,
                    number(client, "SELECT toInt64(sum(value) * 1000000) AS n FROM reading_latest"));
        }
    }

    @Test
    void holdsTheColumnsOfItsTables() throws Exception {
        try (Client client = client("default")) {
            for (TableColumns table : TableColumns.all()) {
                List<String> columns = client
                        .queryAll("SELECT name FROM system.columns WHERE database = 'default' AND table = '"
                                + table.table() + "' ORDER BY position")
                        .stream()
                        .map(row -> row.getString("name"))
                        .toList();
                assertEquals(columns, table.names(), table.table());
            }
        }
    }

    @Test
    void waitsByJdbcForAnEngineThatIsAway() throws Exception {
        StreamExecutionEnvironment env = environment();
        ClickHouseJdbcSink.attach(env.fromData(series("a", 1)), SeriesRow.class, "series", config("default"));
        clickHouse.kill();
        JobClient job = env.executeAsync();
        while (job.getJobStatus().get() != JobStatus.RUNNING) {
            Thread.onSpinWait();
        }
        startAgain();
        job.getJobExecutionResult().get();
        try (Client client = client("default")) {
            assertEquals(1, number(client, "SELECT count() AS n FROM series_latest"));
        }
    }

    private void startAgain() throws Exception {
        clickHouse = ClickHouseProcess.start(
                data, URI.create(clickHouse.url()).getPort(), clickHouse.password(), clickHouse.readerPassword());
    }

    private void awaitRows(int count) throws Exception {
        try (Client client = client("default")) {
            while (number(client, "SELECT count() AS n FROM reading") < count) {
                Thread.onSpinWait();
            }
        }
    }

    private static StreamExecutionEnvironment environment() {
        var configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        return env;
    }

    private ClickHouseConfig config(String database) {
        return ClickHouseConfig.at(clickHouse.url())
                .withUser(clickHouse.user(), clickHouse.password())
                .withDatabase(database);
    }

    private Client client(String database) {
        return new Client.Builder()
                .addEndpoint(clickHouse.url())
                .setUsername(clickHouse.user())
                .setPassword(clickHouse.password())
                .setDefaultDatabase(database)
                .build();
    }

    private static GenericRecord only(Client client, String sql) {
        List<GenericRecord> rows = client.queryAll(sql);
        assertEquals(1, rows.size());
        return rows.get(0);
    }

    private static long number(Client client, String sql) {
        return only(client, sql).getLong("n");
    }

    private static ReadingRow reading(String series, long ts, long micros, String note) {
        return new ReadingRow("home", series, ts, micros, note, "gw", "b", 1, false);
    }

    private static SeriesRow series(String name, long revision) {
        return new SeriesRow(
                "home",
                name,
                "counter",
                "kWh",
                "Wh",
                "",
                "Europe/Madrid",
                "n",
                1,
                null,
                2,
                100_000_000_001L,
                null,
                true,
                "",
                "",
                "",
                false,
                40.4168,
                -3.7038,
                "404_-38",
                false,
                revision,
                false);
    }

    private static DeadLetterRow letter(long offset, byte[] raw, String detail) {
        return new DeadLetterRow(
                "readings", 1, offset, "t", "s", "r", detail, "k".getBytes(StandardCharsets.UTF_8), raw, TS, 1, false);
    }

    private static String md5(byte[] bytes) throws Exception {
        byte[] hash = MessageDigest.getInstance("MD5").digest(bytes);
        return HexFormat.of().withUpperCase().formatHex(hash);
    }
}
