package io.joulestream.local.stack;

import io.joulestream.local.flink.FlinkCluster;
import io.joulestream.local.kafka.KafkaBroker;

/** The processes of a system. */
public enum Part {
    CLICKHOUSE("clickhouse"),
    KAFKA(KafkaBroker.NAME),
    JOB_MANAGER(FlinkCluster.JOB_MANAGER),
    TASK_MANAGER(FlinkCluster.TASK_MANAGER),
    ENDPOINT("endpoint");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    /** As in messages and in the names of files. */
    public String label() {
        return label;
    }
}
