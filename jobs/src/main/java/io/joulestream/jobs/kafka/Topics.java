package io.joulestream.jobs.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of the topics (API.md, Kafka), and what the job needs of them. */
public final class Topics {
    public static final String READINGS = "readings";
    public static final String SERIES = "series";
    public static final String ACTIVITIES = "activities";
    public static final String WEATHER = "weather";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String LIVENESS = "liveness";

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long TIMEOUT_SECONDS = 30;
    /** A dead letter is its record and some headers. */
    private static final int HEADERS_BYTES = 16 << 10;

    private Topics() {}

    /**
     * Refuses to start on a topic that would lose or reorder what the job is to keep, or a topic {@code dead-letters} too
     * small for its records, with one message that names every fault. Warns of a retention that ends. Run where the job is
     * submitted.
     *
     * @param log the topic that the job reads
     * @return the number of its partitions, which must never change
     */
    public static int require(KafkaConfig config, String log) {
        return ask(config, List.of(log, DEAD_LETTERS), (admin, described) -> {
            int partitions =
                    Objects.requireNonNull(described.get(log)).partitions().size();
            Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource(log), resource(DEAD_LETTERS)))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<String> faults = faults(log, settings(configs, log), settings(configs, DEAD_LETTERS));
            if (!faults.isEmpty()) {
                throw new IllegalStateException("cannot run on these topics: " + String.join("; ", faults));
            }
            String retention = setting(settings(configs, log), TopicConfig.RETENTION_MS_CONFIG);
            String bytes = setting(settings(configs, log), TopicConfig.RETENTION_BYTES_CONFIG);
            if (!retention.equals("-1") || !bytes.equals("-1")) {
                LOG.warn(
                        "topic {} forgets: retention.ms={}, retention.bytes={}; a rebuild then needs ClickHouse's copy",
                        log,
                        retention,
                        bytes);
            }
            LOG.info("topic {} has {} partitions", log, partitions);
            return partitions;
        });
    }

    /** Refuses to start without this topic, whatever its settings. Run where the job is submitted. */
    public static void requireThere(KafkaConfig config, String topic) {
        ask(config, List.of(topic), (admin, described) -> described);
    }

    private interface Question<T> {
        T ask(Admin admin, Map<String, TopicDescription> described)
                throws ExecutionException, TimeoutException, InterruptedException;
    }

    private static <T> T ask(KafkaConfig config, List<String> topics, Question<T> question) {
        try (Admin admin = Admin.create(config.clientProperties())) {
            Map<String, KafkaFuture<TopicDescription>> answers =
                    admin.describeTopics(topics).topicNameValues();
            var described = new HashMap<String, TopicDescription>();
            for (var topic : answers.entrySet()) {
                described.put(topic.getKey(), topic.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
            }
            return question.ask(admin, described);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException(
                        "topic " + String.join(" or ", topics) + " does not exist at " + config.bootstrapServers(), e);
            }
            throw new IllegalStateException("cannot ask " + config.bootstrapServers() + " about its topics", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer from " + config.bootstrapServers() + " about its topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong with the topics' settings, each with what to set. */
    static List<String> faults(String log, Map<String, String> logged, Map<String, String> deadLetters) {
        var faults = new ArrayList<String>();
        expect(faults, log, logged, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        expect(faults, log, logged, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        long record = Long.parseLong(setting(logged, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        long letter = Long.parseLong(setting(deadLetters, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        if (letter < record + HEADERS_BYTES) {
            faults.add("topic " + DEAD_LETTERS + " has max.message.bytes=" + letter + ", set it to at least "
                    + (record + HEADERS_BYTES) + ": a record of " + log + " and its headers must fit");
        }
        return faults;
    }

    private static void expect(
            List<String> faults, String log, Map<String, String> settings, String name, String expected) {
        String actual = setting(settings, name);
        if (!actual.equals(expected)) {
            faults.add("topic " + log + " has " + name + "=" + actual + ", set it to " + expected);
        }
    }

    private static String setting(Map<String, String> settings, String name) {
        return settings.getOrDefault(name, "");
    }

    private static Map<String, String> settings(Map<ConfigResource, Config> configs, String topic) {
        var settings = new HashMap<String, String>();
        configs.getOrDefault(resource(topic), new Config(List.of()))
                .entries()
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
