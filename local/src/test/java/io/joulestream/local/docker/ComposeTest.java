package io.joulestream.local.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.cli.Joulestream;
import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.docker.ComposeFile.Service;
import io.joulestream.local.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ComposeTest {
    private static final Path ROOT = Home.find().root();
    private static final Path DOCKER = ROOT.resolve("docker");
    private static final String COMMAND_LINE = "io.joulestream.local.cli.Joulestream";
    private static final String PREFIX = "JOULESTREAM_";
    private static final Map<String, String> CONFIGURATIONS = Map.of(
            "endpoint", "endpoint/src/main/java/io/joulestream/endpoint/EndpointConfig.java",
            "jobmanager", "jobs/src/main/java/io/joulestream/jobs/readings/ReadingsConfig.java");

    private static ComposeFile compose;

    @BeforeAll
    static void read() throws IOException {
        compose = ComposeFile.read(DOCKER.resolve("compose.yaml"));
    }

    /** Of every job. */
    private static final String CONNECTIONS = "jobs/src/main/java/io/joulestream/jobs/run/Connections.java";

    @Test
    void mountsOnlyWhatIsInTheRepository() {
        compose.services().values().stream()
                .flatMap(service -> service.volumes().stream())
                .forEach(volume -> {
                    String source = volume.replaceFirst(":.*", "");
                    if (source.startsWith(".")) {
                        assertTrue(Files.exists(DOCKER.resolve(source)), volume);
                        assertTrue(volume.endsWith(":ro"), volume + " could be written to");
                    } else {
                        assertTrue(compose.volumes().containsKey(source), volume);
                    }
                });
    }

    @Test
    void setsOnlyVariablesThatTheProgramReads() throws IOException {
        for (var entry : compose.services().entrySet()) {
            Set<String> ours = entry.getValue().environment().keySet().stream()
                    .filter(name -> name.startsWith(PREFIX))
                    .collect(Collectors.toCollection(TreeSet::new));
            String configuration = CONFIGURATIONS.get(entry.getKey());
            assertEquals(configuration == null, ours.isEmpty(), entry.getKey());
            if (configuration != null) {
                Set<String> known = variables(Files.readString(ROOT.resolve(configuration))
                        + (entry.getKey().equals("jobmanager") ? Files.readString(ROOT.resolve(CONNECTIONS)) : ""));
                assertTrue(known.size() > 10 && known.containsAll(ours), ours + " of " + known);
            }
        }
    }

    /** The configurations name every key with its default, in calls of {@code defaults.put}; what all jobs share, in entries. */
    private static Set<String> variables(String source) {
        return Pattern.compile("(?:defaults\\.put|Map\\.entry)\\(\"([a-z-]+)\"")
                .matcher(source)
                .results()
                .map(key -> PREFIX + key.group(1).toUpperCase(Locale.ROOT).replace('-', '_'))
                .collect(Collectors.toSet());
    }

    @Test
    void runsTheVersionsOfTheBuild() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        assertEquals(
                "apache/kafka:" + property(pom, "kafka.broker.version"),
                service("kafka").image());
        String flink = "flink:" + property(pom, "flink.version") + "-java" + property(pom, "maven.compiler.release");
        assertEquals(flink, service("jobmanager").image());
        assertEquals(flink, service("taskmanager").image());
        assertTrue(Files.readString(DOCKER.resolve("Dockerfile"))
                .contains("FROM eclipse-temurin:" + property(pom, "maven.compiler.release") + "-jre\n"));
        // The engine that everything was tested with.
        String library = Files.readString(
                ROOT.resolve("local/src/main/java/io/joulestream/local/clickhouse/ClickHouseLibrary.java"));
        var version = Pattern.compile("\"(\\d+\\.\\d+)\\.\\d+-stable").matcher(library);
        assertTrue(version.find());
        assertEquals(
                "clickhouse/clickhouse-server:" + version.group(1),
                service("clickhouse").image());
    }

    private static String property(String pom, String name) {
        var matcher = Pattern.compile("<" + name + ">([^<]+)</").matcher(pom);
        assertTrue(matcher.find(), name);
        return matcher.group(1);
    }

    @Test
    void opensTheDefaultPortsToThisHostOnly() {
        var defaults = LocalConfig.from(Map.of());
        var ports = new TreeMap<String, List<String>>();
        compose.services().forEach((name, service) -> {
            if (!service.ports().isEmpty()) {
                ports.put(name, service.ports());
            }
        });
        assertEquals(
                Map.of(
                        "kafka", List.of(loopback(defaults.kafka().port())),
                        "clickhouse", List.of(loopback(defaults.clickHouse().port())),
                        "jobmanager", List.of(loopback(defaults.flink().port())),
                        "endpoint", List.of(loopback(defaults.endpoint().port()))),
                ports);
        assertEquals(
                String.valueOf(defaults.endpoint().port()),
                service("endpoint").environment().get("JOULESTREAM_PORT"));
    }

    private static String loopback(int port) {
        return "127.0.0.1:" + port + ":" + port;
    }

    @Test
    void connectsTheProgramsToServicesThatListenThere() {
        Map<String, String> kafka = service("kafka").environment();
        String bootstrap = "kafka:19092";
        assertTrue(String.valueOf(kafka.get("KAFKA_ADVERTISED_LISTENERS")).endsWith("PLAINTEXT://" + bootstrap));
        assertTrue(String.valueOf(kafka.get("KAFKA_LISTENERS")).endsWith("PLAINTEXT://:19092"));
        for (String name : CONFIGURATIONS.keySet()) {
            Map<String, String> environment = service(name).environment();
            assertEquals(bootstrap, environment.get("JOULESTREAM_KAFKA_BOOTSTRAP"));
            assertEquals("http://clickhouse:8123", environment.get("JOULESTREAM_CLICKHOUSE_URL"));
        }
        assertTrue(service("topics").command().contains(bootstrap));
        assertTrue(service("migrate").command().contains("--url=http://clickhouse:8123"));
        for (String name : List.of("submit", "submit-activities")) {
            assertTrue(service(name).command().contains("--target=http://jobmanager:8081"), name);
        }
    }

    @Test
    void keepsTheLogAsTheLocalBrokerDoes() {
        Map<String, String> kafka = service("kafka").environment();
        assertEquals("LogAppendTime", kafka.get("KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE"));
        assertEquals("-1", kafka.get("KAFKA_LOG_RETENTION_MS"));
        assertEquals("-1", kafka.get("KAFKA_LOG_RETENTION_BYTES"));
        assertEquals("false", kafka.get("KAFKA_AUTO_CREATE_TOPICS_ENABLE"));
        assertEquals(String.valueOf(Topics.MAX_RECORD_BYTES), kafka.get("KAFKA_MESSAGE_MAX_BYTES"));
    }

    @Test
    void givesTheCommandLineWhatItTakes() {
        List<Service> commands = compose.services().values().stream()
                .filter(service -> service.command().contains(COMMAND_LINE))
                .toList();
        assertEquals(4, commands.size());
        for (Service service : commands) {
            assertEquals(COMMAND_LINE, service.command().get(0));
            String[] arguments = service.command().stream().skip(1).toArray(String[]::new);
            assertNotNull(
                    new CommandLine(new Joulestream()).parseArgs(arguments).subcommand());
        }
        assertEquals(
                List.of("io.joulestream.endpoint.Main"), service("endpoint").command());
    }

    @Test
    void hasTopicsAndTablesBeforeTheJobStarts() {
        String done = "service_completed_successfully";
        String healthy = "service_healthy";
        for (String name : List.of("submit", "submit-activities")) {
            assertEquals(
                    Map.of("topics", done, "migrate", done, "taskmanager", healthy),
                    service(name).dependsOn(),
                    name);
        }
        assertEquals(
                Map.of("topics", done, "migrate", done), service("endpoint").dependsOn());
        assertEquals(Map.of("kafka", healthy), service("topics").dependsOn());
        assertEquals(Map.of("clickhouse", healthy), service("migrate").dependsOn());
        assertEquals(Map.of("jobmanager", healthy), service("taskmanager").dependsOn());
    }

    @Test
    void watchesTheHealthOfWhateverGoesOnRunning() {
        compose.services().forEach((name, service) -> {
            assertEquals(service.runsOnce(), service.healthcheck().isEmpty(), name);
            assertEquals(
                    service.runsOnce(),
                    Set.of("topics", "migrate", "submit", "submit-activities").contains(name),
                    name);
        });
    }

    @Test
    void takesSecretsFromFilesOnly() throws IOException {
        Set<String> used = new TreeSet<>();
        compose.services().forEach((name, service) -> {
            used.addAll(service.secrets());
            service.environment().forEach((variable, value) -> {
                if (variable.matches(".*(PASSWORD|KEY|SECRET|TOKEN).*")) {
                    assertTrue(variable.endsWith("_FILE"), name + ": " + variable);
                }
            });
            Stream.of(
                            service.entrypoint(),
                            service.command(),
                            List.copyOf(service.environment().values()))
                    .flatMap(List::stream)
                    .flatMap(text -> Pattern.compile("/run/secrets/([a-z-]+)")
                            .matcher(text)
                            .results())
                    .forEach(file -> assertTrue(service.secrets().contains(file.group(1)), name + ": " + file.group()));
        });
        assertEquals(compose.secretFiles().keySet(), used);
        compose.secretFiles().forEach((name, file) -> assertEquals("secrets/" + name, file));
        assertTrue(Files.readAllLines(ROOT.resolve(".gitignore")).contains("/docker/secrets/"));
    }

    @Test
    void theUsersOfTheStoreAreTheEndpoints() throws Exception {
        var users = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DOCKER.resolve("clickhouse/users.xml").toFile());
        var passwords = users.getElementsByTagName("password");
        assertEquals(2, passwords.getLength());
        List<String> roles = List.of("JOULESTREAM_CLICKHOUSE_USER", "JOULESTREAM_IMPORTER_USER");
        for (int i = 0; i < roles.size(); i++) {
            String user = passwords.item(i).getParentNode().getNodeName();
            String variable =
                    passwords.item(i).getAttributes().getNamedItem("from_env").getNodeValue();
            assertTrue(service("clickhouse")
                    .entrypoint()
                    .get(2)
                    .contains(variable + "=\"$$(cat /run/secrets/clickhouse-" + user + "-password)\""));
            assertEquals(user, service("endpoint").environment().get(roles.get(i)));
        }
    }

    @Test
    void theImageHoldsOnlyWhatTheBuildMakes() throws IOException {
        List<String> sources = Files.readAllLines(DOCKER.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY "))
                .map(line -> line.split(" ")[1])
                .toList();
        assertEquals(5, sources.size());
        List<String> allowed = Files.readAllLines(DOCKER.resolve("Dockerfile.dockerignore"));
        for (String source : sources) {
            assertTrue(allowed.contains("!" + source), source + " is ignored");
            String committed = source.replaceFirst("/target/.*", "/pom.xml");
            assertTrue(Files.exists(ROOT.resolve(committed)), committed);
        }
    }

    private static Service service(String name) {
        Service service = compose.services().get(name);
        assertNotNull(service, name);
        return service;
    }
}
