package io.joulestream.local.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All settings of the system on one machine, checked; port 0 means any free one.
 *
 * @param data the folder that holds everything; relative to where the command runs
 * @param zone of series that are defined without one
 * @param stateRetention readings older than this leave the jobs' state, such as {@code 400d}; {@code off} keeps all
 * @param weather what the activities job asks of the weather services
 */
public record LocalConfig(
        Path data,
        ZoneId zone,
        String stateRetention,
        WeatherSettings weather,
        EndpointSettings endpoint,
        KafkaSettings kafka,
        ClickHouseSettings clickHouse,
        FlinkSettings flink) {

    /**
     * @param providers whom the activities job asks for weather: {@code open-meteo}, {@code openweathermap}, both in order of
     *     preference, or {@code off}
     * @param patience an activity whose weather has not come by then is unavailable, until it comes; such as {@code 72h}
     * @param degreeDays how far back weather is asked for where series are; such as {@code 365d}, or {@code off}
     * @param openMeteoArchiveUrl another than the public one, as {@code openMeteoForecastUrl} and {@code openWeatherMapUrl}; or
     *     empty
     * @param pace how the services are asked, by the settings' names without {@code weather.}: what is given, as the job
     *     has defaults of its own
     */
    public record WeatherSettings(
            String providers,
            String patience,
            String degreeDays,
            String openMeteoArchiveUrl,
            String openMeteoForecastUrl,
            String openWeatherMapUrl,
            Map<String, String> pace) {
        /** What is passed on to the job as it is. */
        private static final List<String> PACE = List.of(
                "open-meteo-burst",
                "open-meteo-requests-per-day",
                "openweathermap-burst",
                "openweathermap-requests-per-day",
                "timeout",
                "first-backoff",
                "longest-backoff",
                "breaker-delay",
                "down-pause");

        private static Map<String, String> pace(Values values) {
            var pace = new HashMap<String, String>();
            PACE.forEach(name -> pace.put(name, values.text("weather." + name, "")));
            pace.values().removeIf(String::isEmpty);
            return Map.copyOf(pace);
        }
    }

    /** @param apiKeysFile empty: whoever is on this machine needs no key */
    public record EndpointSettings(int port, int heapMegabytes, String apiKeysFile) {}

    /** @param partitions of each topic that holds a log; counts for topics that do not exist yet */
    public record KafkaSettings(int port, int controllerPort, int partitions, int heapMegabytes) {}

    /**
     * The embedded store, or a server that is used instead.
     *
     * @param memoryMegabytes what queries and inserts may use together, beside the heap
     * @param url of a ClickHouse server, empty for the embedded store; what follows is for a server only
     */
    public record ClickHouseSettings(
            int port, int heapMegabytes, int memoryMegabytes, String url, String user, String passwordFile) {

        public boolean isEmbedded() {
            return url.isEmpty();
        }
    }

    /** @param port of the web interface; {@code rpcPort} is between the processes */
    public record FlinkSettings(
            int port,
            int rpcPort,
            int parallelism,
            int jobManagerHeapMegabytes,
            int taskHeapMegabytes,
            int managedMegabytes) {}

    /** Reads merged settings; fails with one line on a value that is not allowed and on an unknown key. */
    public static LocalConfig from(Map<String, String> settings) {
        var values = new Values(settings);
        var config = read(values);
        values.refuseUnknown();
        return config;
    }

    /** The defaults, on any free ports: for tests that run beside one another. */
    public static LocalConfig onAnyPorts(Path data) {
        var settings = new HashMap<String, String>();
        settings.put("data", data.toString());
        for (var port : List.of(
                "endpoint.port",
                "kafka.port",
                "kafka.controller-port",
                "clickhouse.port",
                "flink.port",
                "flink.rpc-port")) {
            settings.put(port, "0");
        }
        return from(settings);
    }

    static LocalConfig read(Values values) {
        return new LocalConfig(
                Path.of(values.text("data", "data")),
                values.zone("zone", "UTC"),
                values.age("state.retention", "400d"),
                new WeatherSettings(
                        values.text("weather.providers", "off"),
                        values.text("weather.patience", "72h"),
                        values.age("weather.degree-days", "365d"),
                        values.text("weather.open-meteo-archive-url", ""),
                        values.text("weather.open-meteo-forecast-url", ""),
                        values.text("weather.openweathermap-url", ""),
                        WeatherSettings.pace(values)),
                new EndpointSettings(
                        values.port("endpoint.port", 8080),
                        values.megabytes("endpoint.heap", 192),
                        values.text("endpoint.api-keys-file", "")),
                new KafkaSettings(
                        values.port("kafka.port", 9092),
                        values.port("kafka.controller-port", 9093),
                        values.number("kafka.partitions", 48, 1, 1000),
                        values.megabytes("kafka.heap", 320)),
                new ClickHouseSettings(
                        values.port("clickhouse.port", 8123),
                        values.megabytes("clickhouse.heap", 192),
                        values.megabytes("clickhouse.memory", 1024),
                        values.text("clickhouse.url", ""),
                        values.text("clickhouse.user", "default"),
                        values.text("clickhouse.password-file", "")),
                new FlinkSettings(
                        values.port("flink.port", 8081),
                        values.port("flink.rpc-port", 6123),
                        values.number("flink.parallelism", 2, 1, 128),
                        values.megabytes("flink.job-manager-heap", 256),
                        values.megabytes("flink.task-heap", 384),
                        values.megabytes("flink.managed-memory", 512)));
    }
}
