package io.joulestream.jobs.run;

import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import io.joulestream.jobs.kafka.KafkaConfig;
import java.nio.file.Path;
import java.util.Map;

/** The settings by which every job finds the log and the store. */
public final class Connections {
    private Connections() {}

    /** The keys, each with its default. */
    public static Map<String, String> defaults() {
        return Map.ofEntries(
                Map.entry("kafka-bootstrap", "localhost:9092"),
                Map.entry("kafka-properties-file", ""),
                Map.entry("clickhouse-url", "http://localhost:8123"),
                Map.entry("clickhouse-user", "default"),
                Map.entry("clickhouse-password", ""),
                Map.entry("clickhouse-password-file", ""),
                Map.entry("clickhouse-database", "default"),
                Map.entry("clickhouse-compress", "false"),
                Map.entry("clickhouse-timeout", "60s"),
                Map.entry("clickhouse-batch-rows", "100000"),
                Map.entry("clickhouse-batch-bytes", "16mb"),
                Map.entry("clickhouse-batch-delay", "500ms"));
    }

    public static KafkaConfig kafka(ConfigValues values) {
        String file = values.text("kafka-properties-file");
        return new KafkaConfig(
                values.text("kafka-bootstrap"), file.isEmpty() ? Map.of() : ConfigValues.properties(Path.of(file)));
    }

    public static ClickHouseConfig clickHouse(ConfigValues values) {
        return new ClickHouseConfig(
                values.text("clickhouse-url"),
                values.text("clickhouse-database"),
                values.text("clickhouse-user"),
                values.secret("clickhouse-password"),
                values.flag("clickhouse-compress"),
                values.duration("clickhouse-timeout"),
                new ClickHouseConfig.Batch(
                        values.integer("clickhouse-batch-rows"),
                        values.intBytes("clickhouse-batch-bytes"),
                        values.duration("clickhouse-batch-delay")));
    }
}
