package io.joulestream.jobs.activities;

import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import io.joulestream.jobs.kafka.KafkaConfig;
import io.joulestream.jobs.providers.FeedConfig;
import io.joulestream.jobs.run.ConfigValues;
import io.joulestream.jobs.run.Connections;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the activities job needs to know, from the same places as the readings job's settings.
 *
 * @param defaultZone of activities without a place
 * @param patience an activity whose weather has not come by then is unavailable, until it comes
 * @param retentionMillis what nothing happens to leaves the state after this
 * @param degreeDaysMillis how far back weather is asked for where series are; 0 for not at all
 * @param feed whom to ask for weather; null for nobody
 */
public record ActivitiesConfig(
        KafkaConfig kafka,
        String group,
        ClickHouseConfig clickHouse,
        ZoneId defaultZone,
        Duration patience,
        long retentionMillis,
        long degreeDaysMillis,
        @Nullable FeedConfig feed) {
    /** As long as Flink's timers go: some 300 years. */
    private static final long FOR_EVER = Long.MAX_VALUE >> 20;

    private static final String NOBODY = "off";

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(Connections.defaults());
        defaults.put("default-zone", "UTC");
        defaults.put("activities-group", "joulestream-activities");
        defaults.putAll(FeedConfig.DEFAULTS);
        // Whoever asks a service tells it where people are, if only to a cell: that is for the operator to decide.
        defaults.put("weather-providers", NOBODY);
        defaults.put("weather-patience", "72h");
        defaults.put("weather-degree-days", "365d");
        defaults.put("state-retention", "400d");
        return defaults;
    }

    /** @throws IllegalArgumentException naming the key that is unknown, or its value and what is allowed */
    public static ActivitiesConfig from(String[] args) {
        return from(args, System.getenv());
    }

    static ActivitiesConfig from(String[] args, Map<String, String> environment) {
        ConfigValues values = new ConfigValues(defaults()).read(args, environment);
        return new ActivitiesConfig(
                Connections.kafka(values),
                values.text("activities-group"),
                Connections.clickHouse(values),
                values.zone("default-zone"),
                values.duration("weather-patience"),
                values.millisOrOff("state-retention", FOR_EVER),
                values.millisOrOff("weather-degree-days", 0),
                values.text("weather-providers").equals(NOBODY) ? null : FeedConfig.of(values));
    }
}
