package io.joulestream.jobs.activities;

import io.joulestream.jobs.kafka.LogRecord;
import io.joulestream.jobs.kafka.Topics;
import io.joulestream.reference.Histories;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The topics {@code activities} and {@code weather}: they outlive the attempts that read them. */
final class ActivityLogs {
    /** Of both topics, those of activities first. */
    static final int PARTITIONS = 6;

    private static final int OF_EACH = PARTITIONS / 2;

    private final List<List<LogRecord>> partitions = new ArrayList<>();

    ActivityLogs() {
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    void append(String topic, String key, Map<String, Object> fields, long receivedMillis) {
        int number = number(key);
        List<LogRecord> partition = partition(topic, number);
        partition.add(new LogRecord(
                topic,
                number,
                partition.size(),
                receivedMillis,
                key.getBytes(StandardCharsets.UTF_8),
                Histories.toJson(fields).getBytes(StandardCharsets.UTF_8),
                0));
    }

    /** Where the record is that was appended last under this key: {@code topic/partition/offset}. */
    String last(String topic, String key) {
        int number = number(key);
        return topic + "/" + number + "/" + (partition(topic, number).size() - 1);
    }

    private static int number(String key) {
        return Math.floorMod(key.hashCode(), OF_EACH);
    }

    private List<LogRecord> partition(String topic, int number) {
        return partitions.get(topic.equals(Topics.WEATHER) ? number + OF_EACH : number);
    }

    List<LogRecord> partition(int number) {
        return partitions.get(number);
    }
}
