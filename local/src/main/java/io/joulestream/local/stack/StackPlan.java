package io.joulestream.local.stack;

import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.flink.FlinkCluster;
import io.joulestream.local.flink.FlinkCluster.FlinkMemory;
import io.joulestream.local.flink.FlinkCluster.FlinkPorts;
import io.joulestream.local.flink.JobSpec;
import io.joulestream.local.flink.Jobs;
import io.joulestream.local.kafka.KafkaBroker;
import io.joulestream.local.process.ChildCommand;
import io.joulestream.local.process.DataFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How each part of one system is started: the one place where their settings meet. */
record StackPlan(Home home, LocalConfig config, Addresses addresses, DataFolder folder) {

    KafkaBroker kafka() {
        return new KafkaBroker(
                folder,
                home.partClassPath("kafka"),
                addresses.kafkaPort(),
                addresses.kafkaControllerPort(),
                config.kafka().heapMegabytes());
    }

    FlinkCluster flink() throws IOException {
        var settings = config.flink();
        return new FlinkCluster(
                folder,
                home.partClassPath("flink"),
                home.flinkConf(),
                new FlinkPorts(addresses.flinkPort(), addresses.flinkRpcPort(), settings.parallelism() * jobs().size()),
                new FlinkMemory(
                        settings.jobManagerHeapMegabytes(), settings.taskHeapMegabytes(), settings.managedMegabytes()),
                connections());
    }

    ChildCommand endpoint() throws IOException {
        var environment = new HashMap<>(connections());
        environment.put("JOULESTREAM_PORT", String.valueOf(addresses.endpointPort()));
        return new ChildCommand(
                Part.ENDPOINT.label(),
                List.of(
                        "-Xms32m",
                        "-Xmx" + config.endpoint().heapMegabytes() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError"),
                List.of(home.ownClassPath()),
                "io.joulestream.endpoint.Main",
                List.of(),
                environment);
    }

    List<JobSpec> jobs() {
        return List.of(Jobs.named("readings", List.of(), config.flink().parallelism()));
    }

    /** Where log and store are, for those who connect to them. */
    private Map<String, String> connections() throws IOException {
        return Map.of(
                "JOULESTREAM_KAFKA_BOOTSTRAP", addresses.kafkaBootstrap(),
                "JOULESTREAM_CLICKHOUSE_URL", addresses.clickHouseUrl(),
                "JOULESTREAM_CLICKHOUSE_PASSWORD_FILE",
                        new Secrets(folder).file("clickhouse-password").toString());
    }
}
