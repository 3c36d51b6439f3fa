package io.joulestream.local.stack;

import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.Ports;
import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Properties;

/** The ports of one running system, each free when it was claimed. */
public record Addresses(
        int endpointPort,
        int kafkaPort,
        int kafkaControllerPort,
        int clickHousePort,
        String clickHouseServer,
        int flinkPort,
        int flinkRpcPort) {

    private static final String FILE = "addresses.properties";

    /** The configured ports, any free ones for 0; fails with a line that names the part and the setting. */
    static Addresses claim(LocalConfig config) {
        return new Addresses(
                Ports.claim(config.endpoint().port(), "the endpoint", "--port"),
                Ports.claim(config.kafka().port(), "kafka", "--set kafka.port=…"),
                Ports.claim(config.kafka().controllerPort(), "kafka's controller", "--set kafka.controller-port=…"),
                config.clickHouse().isEmbedded()
                        ? Ports.claim(config.clickHouse().port(), "clickhouse", "--set clickhouse.port=…")
                        : 0,
                config.clickHouse().url(),
                Ports.claim(config.flink().port(), "flink's web interface", "--set flink.port=…"),
                Ports.claim(config.flink().rpcPort(), "flink's job manager", "--set flink.rpc-port=…"));
    }

    /** As configured, whether or not something listens there. */
    public static Addresses of(LocalConfig config) {
        return new Addresses(
                config.endpoint().port(),
                config.kafka().port(),
                config.kafka().controllerPort(),
                config.clickHouse().port(),
                config.clickHouse().url(),
                config.flink().port(),
                config.flink().rpcPort());
    }

    /** Those of the system that runs, or ran last, in the configured folder; as configured where none ever did. */
    public static Addresses running(LocalConfig config) {
        var configured = of(config);
        var written = config.data().resolve("run").resolve(FILE);
        if (!Files.isReadable(written)) {
            return configured;
        }
        var ports = new Properties();
        try (var reader = Files.newBufferedReader(written)) {
            ports.load(reader);
        } catch (IOException unreadable) {
            throw new StackException("cannot read " + written, unreadable);
        }
        return new Addresses(
                port(ports, "endpoint", configured.endpointPort),
                port(ports, "kafka", configured.kafkaPort),
                port(ports, "kafka-controller", configured.kafkaControllerPort),
                port(ports, "clickhouse", configured.clickHousePort),
                configured.clickHouseServer,
                port(ports, "flink", configured.flinkPort),
                port(ports, "flink-rpc", configured.flinkRpcPort));
    }

    private static int port(Properties ports, String name, int otherwise) {
        return Integer.parseInt(ports.getProperty(name, String.valueOf(otherwise)));
    }

    /** For the other commands, which cannot know what any free port was. */
    void write(DataFolder folder) throws IOException {
        Files.writeString(
                folder.run(FILE),
                "endpoint=%d\nkafka=%d\nkafka-controller=%d\nclickhouse=%d\nflink=%d\nflink-rpc=%d\n"
                        .formatted(
                                endpointPort, kafkaPort, kafkaControllerPort, clickHousePort, flinkPort, flinkRpcPort));
    }

    public String endpointUrl() {
        return "http://127.0.0.1:" + endpointPort;
    }

    public String kafkaBootstrap() {
        return "127.0.0.1:" + kafkaPort;
    }

    public String clickHouseUrl() {
        return clickHouseServer.isEmpty() ? "http://127.0.0.1:" + clickHousePort : clickHouseServer;
    }

    public String flinkUrl() {
        return "http://127.0.0.1:" + flinkPort;
    }
}
