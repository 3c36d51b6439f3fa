package io.joulestream.local.health;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system that is looked at.
 *
 * @param flink of the cluster's REST interface
 * @param endpoint of the endpoint
 * @param data the folder of a system on this machine; empty where it is somewhere else
 */
public record Target(KafkaTarget kafka, String flink, StoreTarget store, String endpoint, Optional<Path> data) {

    /** The job and its topic. */
    public static final String READINGS = "readings";

    /** The job and one of its topics. */
    public static final String ACTIVITIES = "activities";

    /** The other topic of that job. */
    public static final String WEATHER = "weather";

    /** Those that may run; only that of the readings has to. */
    static final List<String> JOBS = List.of(READINGS, ACTIVITIES);

    /**
     * @param properties of Kafka's clients; may hold secrets
     * @param group of the readings job
     * @param activitiesGroup of the activities job
     * @param partitions as configured, of the topics that hold logs
     */
    public record KafkaTarget(
            String bootstrap, Map<String, String> properties, String group, String activitiesGroup, int partitions) {

        @Override
        public String toString() {
            return bootstrap;
        }
    }

    /** A ClickHouse and an account that may read its system tables. */
    public record StoreTarget(String url, String user, String password, String database) {

        @Override
        public String toString() {
            return user + "@" + url + "/" + database;
        }
    }
}
