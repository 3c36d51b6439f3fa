package io.joulestream.endpoint;

import io.joulestream.endpoint.imports.Importer;
import io.joulestream.endpoint.store.ClickHouseBatches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint's configuration: defaults &lt; environment ({@code JOULESTREAM_KAFKA_BOOTSTRAP}) &lt; flags ({@code
 * --kafka-bootstrap}). A secret has no flag of its own, only one for a file that holds it.
 *
 * @param bind address to listen on; without API keys only a loopback one
 * @param port 0: any free one
 * @param portFile where to write the port once it is open; null: nowhere
 * @param readingsGroup consumer group of the readings job
 * @param activitiesGroup consumer group of the activities job
 * @param importer the ClickHouse account that writes the tables of imports
 * @param imports where imported files wait, and how large they may be
 * @param defaultZone of definitions without one
 * @param apiKeys lines of {@code tenant key} or {@code tenant sha256:hex}; empty: none
 */
record EndpointConfig(
        String bind,
        int port,
        @Nullable Path portFile,
        String kafkaBootstrap,
        String readingsTopic,
        String readingsGroup,
        String activitiesGroup,
        String clickHouseUrl,
        String clickHouseUser,
        String clickHousePassword,
        String clickHouseDatabase,
        ClickHouseBatches.Account importer,
        Importer.Limits imports,
        ZoneId defaultZone,
        String apiKeys) {
    private static final String PREFIX = "JOULESTREAM_";
    private static final String REDACTED = "***";
    private static final int MAX_PORT = 65_535;

    /** Every key, with its default. */
    private static final Map<String, String> DEFAULTS = defaults();

    private static Map<String, String> defaults() {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("bind", "127.0.0.1");
        defaults.put("port", "8080");
        defaults.put("port-file", "");
        defaults.put("kafka-bootstrap", "localhost:9092");
        defaults.put("readings-topic", "readings");
        defaults.put("readings-group", "joulestream-readings");
        defaults.put("activities-group", "joulestream-activities");
        defaults.put("clickhouse-url", "http://localhost:8123");
        defaults.put("clickhouse-user", "default");
        defaults.put("clickhouse-password", "");
        defaults.put("clickhouse-password-file", "");
        defaults.put("clickhouse-database", "default");
        defaults.put("importer-user", "");
        defaults.put("importer-password", "");
        defaults.put("importer-password-file", "");
        defaults.put("import-folder", "");
        defaults.put("import-file-bytes", "2147483648");
        defaults.put("import-spool-bytes", "8589934592");
        defaults.put("import-free-bytes", "536870912");
        defaults.put("import-inflated-bytes", "8589934592");
        defaults.put("default-zone", "UTC");
        defaults.put("api-keys", "");
        defaults.put("api-keys-file", "");
        return defaults;
    }

    EndpointConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + MAX_PORT + ", not " + port);
        }
        if (new ApiKeys(apiKeys).none() && !isLoopback(bind)) {
            throw new IllegalArgumentException("bind " + bind + " is open to the network: that needs api-keys-file");
        }
    }

    /** @throws IllegalArgumentException naming the key that is unknown or has a bad value */
    static EndpointConfig from(String[] args, Map<String, String> environment) {
        var values = new LinkedHashMap<>(DEFAULTS);
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                String key =
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                put(values, key, value, "environment variable " + name);
            }
        });
        for (int i = 0; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String flag = equals < 0 ? args[i] : args[i].substring(0, equals);
            if (!flag.startsWith("--") || isSecret(flag.substring(2))) {
                throw new IllegalArgumentException("unknown flag " + flag);
            }
            if (equals < 0 && i + 1 == args.length) {
                throw new IllegalArgumentException("flag " + flag + " needs a value");
            }
            put(values, flag.substring(2), equals < 0 ? args[++i] : args[i].substring(equals + 1), "flag " + flag);
        }
        return of(values);
    }

    private static void put(Map<String, String> values, String key, String value, String origin) {
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException("unknown " + origin);
        }
        values.put(key, value);
    }

    private static boolean isSecret(String key) {
        return key.equals("clickhouse-password") || key.equals("importer-password") || key.equals("api-keys");
    }

    private static EndpointConfig of(Map<String, String> values) {
        String portFile = get(values, "port-file");
        return new EndpointConfig(
                get(values, "bind"),
                port(get(values, "port")),
                portFile.isEmpty() ? null : Path.of(portFile),
                get(values, "kafka-bootstrap"),
                get(values, "readings-topic"),
                get(values, "readings-group"),
                get(values, "activities-group"),
                get(values, "clickhouse-url"),
                get(values, "clickhouse-user"),
                secret(values, "clickhouse-password"),
                get(values, "clickhouse-database"),
                importer(values),
                imports(values),
                zone(get(values, "default-zone")),
                secret(values, "api-keys"));
    }

    private static String get(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }

    /** Without one of its own the importer has the account that reads. */
    private static ClickHouseBatches.Account importer(Map<String, String> values) {
        return get(values, "importer-user").isEmpty()
                ? new ClickHouseBatches.Account(get(values, "clickhouse-user"), secret(values, "clickhouse-password"))
                : new ClickHouseBatches.Account(get(values, "importer-user"), secret(values, "importer-password"));
    }

    private static Importer.Limits imports(Map<String, String> values) {
        String folder = get(values, "import-folder");
        return new Importer.Limits(
                folder.isEmpty()
                        ? Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "joulestream-imports")
                        : Path.of(folder),
                bytes(values, "import-file-bytes"),
                bytes(values, "import-spool-bytes"),
                bytes(values, "import-free-bytes"),
                bytes(values, "import-inflated-bytes"));
    }

    private static long bytes(Map<String, String> values, String key) {
        String text = get(values, key);
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(key + " must be a number of bytes, not " + text);
        }
        return Long.parseLong(text);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("port must be from 0 to " + MAX_PORT + ", not " + text, e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("default-zone must be an IANA zone, not " + text, e);
        }
    }

    private static String secret(Map<String, String> values, String key) {
        String file = get(values, key + "-file");
        if (file.isEmpty()) {
            return get(values, key).strip();
        }
        try {
            String secret = Files.readString(Path.of(file)).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(key + "-file " + file + " is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new IllegalArgumentException(key + "-file " + file + " cannot be read", e);
        }
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("bind " + bind + " is no address of this machine", e);
        }
    }

    @Override
    public String toString() {
        return "EndpointConfig[bind=" + bind + ", port=" + port + ", portFile=" + portFile + ", kafkaBootstrap="
                + kafkaBootstrap + ", readingsTopic=" + readingsTopic + ", readingsGroup=" + readingsGroup
                + ", activitiesGroup=" + activitiesGroup
                + ", clickHouseUrl=" + clickHouseUrl + ", clickHouseUser=" + clickHouseUser + ", clickHousePassword="
                + redacted(clickHousePassword) + ", clickHouseDatabase=" + clickHouseDatabase + ", importer=" + importer
                + ", imports=" + imports + ", defaultZone="
                + defaultZone + ", apiKeys=" + redacted(apiKeys) + "]";
    }

    private static String redacted(String secret) {
        return secret.isEmpty() ? "" : REDACTED;
    }
}
