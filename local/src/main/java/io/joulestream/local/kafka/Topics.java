package io.joulestream.local.kafka;

import io.joulestream.local.process.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;

/** The topics, created where they are missing and left as they are where they exist. */
public final class Topics {

    /** A value of 1 MiB with its key and headers. */
    public static final int MAX_RECORD_BYTES = (1 << 20) + (1 << 16);

    private static final Map<String, String> LOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_RECORD_BYTES));
    // A record, and headers that say where it came from and what is wrong with it.
    private static final Map<String, String> LETTERS =
            with(LOG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_RECORD_BYTES + (1 << 16)));
    private static final Map<String, String> LATEST = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(MAX_RECORD_BYTES));

    private Topics() {}

    /**
     * Creates what is missing.
     *
     * @param partitions of the logs; one that exists with another number keeps it, because its records' order is by it
     */
    public static void ensure(String bootstrap, int partitions) {
        try (var admin = admin(bootstrap)) {
            var existing = await(admin.listTopics().names());
            var missing = new ArrayList<NewTopic>();
            for (var topic : wanted(partitions)) {
                if (!existing.contains(topic.name())) {
                    missing.add(topic);
                }
            }
            await(admin.createTopics(missing).all());
        }
    }

    /** A client with a time limit on everything, for a broker that should be up; the caller closes it. */
    public static Admin admin(String bootstrap) {
        return admin(bootstrap, Map.of());
    }

    /** @param more properties of the client, such as a secured cluster needs */
    public static Admin admin(String bootstrap, Map<String, String> more) {
        var properties = new Properties();
        properties.putAll(more);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "8000");
        return Admin.create(properties);
    }

    /** The answer, or a line that names the broker as the reason. */
    public static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new StackException("kafka: " + failed.getMessage(), failed);
        } catch (TimeoutException late) {
            throw new StackException("kafka does not answer within 30 s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while asking kafka", interrupted);
        }
    }

    private static List<NewTopic> wanted(int partitions) {
        return List.of(
                topic("readings", partitions, LOG),
                topic("activities", partitions, LOG),
                topic("weather", partitions, LOG),
                topic("dead-letters", 1, LETTERS),
                topic("liveness", 1, LOG),
                topic("series", 1, LATEST));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        var changed = new HashMap<>(settings);
        changed.put(name, value);
        return Map.copyOf(changed);
    }
}
