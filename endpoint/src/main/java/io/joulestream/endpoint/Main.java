package io.joulestream.endpoint;

import io.joulestream.endpoint.log.KafkaEventLog;
import io.joulestream.endpoint.log.KafkaReplayLog;
import io.joulestream.endpoint.log.KafkaVisibility;
import io.joulestream.endpoint.log.Visibilities;
import io.joulestream.endpoint.store.ClickHouseBatches;
import io.joulestream.endpoint.store.ClickHouseStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the endpoint against a Kafka and a ClickHouse, which may come up later. */
public final class Main {
    private static final String LOGGING = "log4j2.configurationFile";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Main() {}

    public static void main(String[] args) throws Exception {
        EndpointConfig config;
        try {
            config = EndpointConfig.from(args, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("joulestream endpoint: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "classpath:log4j2-endpoint.properties");
        }
        run(config, LoggerFactory.getLogger(Main.class));
    }

    private static void run(EndpointConfig config, Logger logger) throws Exception {
        logger.info("{}", config);
        var log = new KafkaEventLog(config.kafkaBootstrap(), config.readingsTopic());
        var replays = new KafkaReplayLog(config.kafkaBootstrap(), config.readingsTopic());
        var visibility = new Visibilities(Map.of(
                config.readingsTopic(),
                new KafkaVisibility(config.kafkaBootstrap(), config.readingsTopic(), config.readingsGroup()),
                ActivitiesHandler.TOPIC,
                new KafkaVisibility(config.kafkaBootstrap(), ActivitiesHandler.TOPIC, config.activitiesGroup()),
                WeatherHandler.TOPIC,
                new KafkaVisibility(config.kafkaBootstrap(), WeatherHandler.TOPIC, config.activitiesGroup())));
        var store = new ClickHouseStore(
                config.clickHouseUrl(),
                config.clickHouseUser(),
                config.clickHousePassword(),
                config.clickHouseDatabase());
        var batches = new ClickHouseBatches(
                config.clickHouseUrl(),
                config.clickHouseDatabase(),
                new ClickHouseBatches.Account(config.clickHouseUser(), config.clickHousePassword()),
                config.importer());
        var endpoint = new Endpoint(config, log, replays, visibility, store, batches, PATIENCE);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> closeAll(endpoint, log, visibility, store, batches), "shutdown"));
        try {
            logger.info("listening on http://{}:{}", config.bind(), endpoint.start());
        } catch (IOException | RuntimeException e) {
            logger.error("cannot listen on {}:{}", config.bind(), config.port(), e);
            System.exit(1);
        }
    }

    private static void closeAll(
            Endpoint endpoint,
            KafkaEventLog log,
            Visibilities visibility,
            ClickHouseStore store,
            ClickHouseBatches batches) {
        endpoint.close();
        log.close();
        visibility.close();
        store.close();
        batches.close();
    }
}
