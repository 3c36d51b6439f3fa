package io.joulestream.jobs.readings;

import io.joulestream.core.block.Retention;
import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import io.joulestream.jobs.kafka.KafkaConfig;
import io.joulestream.jobs.run.ConfigValues;
import io.joulestream.jobs.run.Connections;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the readings job needs to know: defaults, then the file of {@code --config}, the environment
 * ({@code JOULESTREAM_…}) and the flags, each before the ones named earlier. What belongs to the cluster is in
 * {@code flink-conf}.
 *
 * @param retentionMillis readings older than this leave the state; {@link Retention#KEEP_ALL} for none
 */
public record ReadingsConfig(
        KafkaConfig kafka,
        String group,
        ClickHouseConfig clickHouse,
        Batching batching,
        Series series,
        long retentionMillis) {

    /** When a batch goes into the shuffle: as soon as one of these is reached. */
    public record Batching(int events, int bytes, Duration delay) implements Serializable {}

    /**
     * @param emitMillis a busy series' windows are written at most this often
     * @param cacheBytes of heap for the series in use, per subtask
     * @param recomputedReadings how many readings one step of a recomputation folds
     * @param remembered keys of series that a source subtask remembers
     */
    public record Series(ZoneId defaultZone, long emitMillis, long cacheBytes, int recomputedReadings, int remembered)
            implements Serializable {}

    /** Every key is named here, with its default. */
    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(Connections.defaults());
        defaults.put("kafka-group", "joulestream-readings");
        defaults.put("default-zone", "UTC");
        defaults.put("batch-events", "128000");
        defaults.put("batch-bytes", "16mb");
        defaults.put("batch-delay", "200ms");
        defaults.put("emit-interval", "1s");
        defaults.put("cache-bytes", "96mb");
        defaults.put("recompute-readings", "8192");
        defaults.put("remembered-series", "1000000");
        defaults.put("state-retention", "400d");
        return defaults;
    }

    /** @throws IllegalArgumentException naming the key that is unknown, or its value and what is allowed */
    public static ReadingsConfig from(String[] args) {
        return from(args, System.getenv());
    }

    static ReadingsConfig from(String[] args, Map<String, String> environment) {
        return of(new ConfigValues(defaults()).read(args, environment));
    }

    private static ReadingsConfig of(ConfigValues values) {
        return new ReadingsConfig(
                Connections.kafka(values),
                values.text("kafka-group"),
                Connections.clickHouse(values),
                new Batching(
                        values.integer("batch-events"), values.intBytes("batch-bytes"), values.duration("batch-delay")),
                new Series(
                        values.zone("default-zone"),
                        values.duration("emit-interval").toMillis(),
                        values.bytes("cache-bytes"),
                        values.integer("recompute-readings"),
                        values.integer("remembered-series")),
                values.millisOrOff("state-retention", Retention.KEEP_ALL));
    }

    /** What leaves the state, and that it is read from the store again. */
    StateRetention retention() {
        return StateRetention.of(retentionMillis, clickHouse);
    }

    /** The environment of the cluster that the job is submitted to. */
    StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.getExecutionEnvironment();
    }
}
