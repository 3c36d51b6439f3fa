package io.joulestream.jobs.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where the log is.
 *
 * @param properties of Kafka's clients, for security and tuning; may hold secrets
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties) implements Serializable {
    public KafkaConfig {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("kafka bootstrap servers are missing");
        }
        properties = Map.copyOf(properties);
    }

    public static KafkaConfig at(String bootstrapServers) {
        return new KafkaConfig(bootstrapServers, Map.of());
    }

    /** What every client of it needs. */
    public Properties clientProperties() {
        var all = new Properties();
        all.putAll(properties);
        all.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }

    /** Without the properties' values. */
    @Override
    public String toString() {
        return "KafkaConfig[" + bootstrapServers + ", properties=" + properties.keySet() + "]";
    }
}
