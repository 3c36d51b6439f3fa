package io.joulestream.local.stack;

import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.process.Ports;

/** The ports of one running system, each free when it was claimed. */
public record Addresses(
        int endpointPort,
        int kafkaPort,
        int kafkaControllerPort,
        int clickHousePort,
        String clickHouseServer,
        int flinkPort,
        int flinkRpcPort) {

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
