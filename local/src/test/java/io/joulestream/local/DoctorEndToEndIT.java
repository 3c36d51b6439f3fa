package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.cli.Joulestream;
import io.joulestream.local.config.Home;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.kafka.Topics;
import io.joulestream.local.process.Waiting;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands {@code status} and {@code doctor} on a whole running system, as it is and with faults. */
@OnSharedStack
class DoctorEndToEndIT {
    private final SharedStack.Running system;

    DoctorEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    /** What a command printed, and how it ended. */
    private record Run(int exit, String out, String err) {

        List<Json> findings() {
            return out.lines().map(Run::parsed).toList();
        }

        private static Json parsed(String line) {
            try {
                return Json.parse(line);
            } catch (IOException e) {
                throw new AssertionError(line, e);
            }
        }

        List<Json> of(String check) {
            return findings().stream()
                    .filter(finding -> text(finding, "check").equals(check))
                    .toList();
        }

        Set<String> checks() {
            return findings().stream()
                    .map(finding -> text(finding, "check"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        List<String> problems() {
            return findings().stream()
                    .filter(finding -> text(finding, "severity").equals("problem"))
                    .map(Json::toString)
                    .toList();
        }
    }

    @Test
    void findsNoProblemInARunningSystem() throws Exception {
        var doctor = run("doctor", "--json");
        assertEquals(List.of(), doctor.problems());
        assertEquals(0, doctor.exit(), doctor.err());
        assertEquals(headings(), doctor.checks(), "every check ran, and the runbook has a heading for each");
        var status = run("status", "--json");
        assertEquals(List.of(), status.problems());
        assertEquals(0, status.exit());
        assertEquals(4, status.of("parts-answer").size());
    }

    @Test
    void printsALineForAPersonWhereAllIsWell() {
        var status = run("status");
        assertEquals(0, status.exit(), status.out());
        assertTrue(
                status.out()
                        .contains("ok       parts-answer       kafka: answers at "
                                + system.addresses().kafkaBootstrap()),
                status.out());
    }

    @Test
    void findsARetentionAndSaysHowToMendIt() {
        set("retention.ms", "604800000");
        try {
            var doctor = run("doctor", "--json");
            var finding = doctor.of("topic-settings").get(0);
            assertEquals("warning", text(finding, "severity"));
            assertEquals("retention.ms=604800000 (7 days)", text(finding, "found"));
            assertTrue(text(finding, "do").endsWith("--entity-name readings --add-config retention.ms=-1"));
            assertEquals(0, doctor.exit());
            assertEquals(1, run("doctor", "--json", "--strict").exit());
        } finally {
            set("retention.ms", "-1");
        }
    }

    @Test
    void findsARecordThatCannotBeUsed() {
        try (var log = new LogClient(system.addresses().kafkaBootstrap())) {
            var place = log.append("doctor-nobody", "{\"ts\":1700000000000,\"value\":1}");
            new ReadingsClient(system.baseUrl(), "doctor-nobody").await(place.token());
            var letters = run("status", "--json").of("dead-letter-reasons").stream()
                    .filter(finding -> text(finding, "found").contains("series_unknown"))
                    .toList();
            assertEquals(1, letters.size());
            assertTrue(text(letters.get(0), "do").startsWith("PUT /v1/series/{series}"), letters.toString());
        }
    }

    @Test
    void goesOnWithoutThePartsThatDoNotAnswer() {
        var doctor = run("doctor", "--json", "--target", "http://127.0.0.1:1", "--url", "http://127.0.0.1:1");
        assertEquals(1, doctor.exit());
        assertEquals("", doctor.err());
        var away = doctor.of("parts-answer").stream()
                .filter(finding -> text(finding, "severity").equals("problem"))
                .toList();
        assertEquals(
                List.of("flink", "clickhouse"),
                away.stream().map(finding -> text(finding, "subject")).toList());
        assertTrue(text(away.get(0), "why").contains("not checked: jobs-run, checkpoints"), away.toString());
        assertEquals(List.of(), doctor.of("jobs-run"));
        assertEquals("ok", text(doctor.of("topic-settings").get(0), "severity"));
        assertEquals(List.of("clock of kafka"), subjects(doctor.of("clock-skew")));
        assertEquals(
                List.of("clock of clickhouse", "clock of flink"),
                subjects(run("doctor", "--json", "--bootstrap", "127.0.0.1:1").of("clock-skew")));
    }

    /** From the real store: its counts must be those of its tables. */
    @Test
    void answersWithTheStatusOfTheWholeSystem() throws Exception {
        var client = new ReadingsClient(system.baseUrl(), "status-real");
        client.define(Map.of("kind", "gauge", "unit", "Cel", "zone", "UTC", "expectedInterval", "PT1M"));
        var token = client.send(List.of(Map.of("ts", 1_700_000_000_000L, "value", 1)));
        try (var log = new LogClient(system.addresses().kafkaBootstrap())) {
            client.await(log.append("status-nobody", "{\"ts\":1700000000000,\"value\":1}")
                    .token());
        }
        client.await(token);
        var status = client.get("/v1/status?after=" + ReadingsClient.encoded(token));
        assertEquals(
                List.of(
                                "SELECT count() FROM series_latest WHERE tenant = 'default'",
                                "SELECT count() FROM series_latest WHERE tenant = 'default' AND expected_interval_ms > 0",
                                "SELECT count() FROM liveness_latest WHERE tenant = 'default' AND event = 'stale'")
                        .stream()
                        .map(sql -> Long.valueOf(system.store().rows(sql).get(0)))
                        .toList(),
                List.of(
                        part(status, "series").get("count"),
                        part(status, "series").get("watched"),
                        part(status, "series").get("stale")));
        assertTrue(number(part(status, "dead_letters"), "series_unknown") >= 1, status.toString());
        var readings = part(status, "readings");
        assertEquals(true, readings.get("committing"), status.toString());
        assertNull(readings.get("trouble"), status.toString());
        try (var log = new KafkaLog(system.addresses().kafkaBootstrap(), Map.of())) {
            assertEquals(
                    log.partitions("readings").size(),
                    readings.get("partitions") instanceof List<?> partitions ? partitions.size() : 0);
        }
    }

    private static Map<?, ?> part(Map<String, Object> status, String name) {
        return status.get(name) instanceof Map<?, ?> part ? part : Map.of();
    }

    private static long number(Map<?, ?> part, String name) {
        return part.get(name) instanceof Long number ? number : -1;
    }

    private static List<String> subjects(List<Json> findings) {
        return findings.stream().map(finding -> text(finding, "subject")).toList();
    }

    private Run run(String command, String... more) {
        var out = new StringWriter();
        var err = new StringWriter();
        var arguments =
                new ArrayList<>(List.of(command, "--data", system.folder().toString()));
        arguments.addAll(Arrays.asList(more));
        var exit = new CommandLine(new Joulestream())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }

    private void set(String setting, String value) {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "readings");
        try (var admin = Topics.admin(system.addresses().kafkaBootstrap())) {
            Topics.await(admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all());
        }
        try (var log = new KafkaLog(system.addresses().kafkaBootstrap(), Map.of())) {
            Waiting.until(
                    setting,
                    Duration.ofMinutes(1),
                    () -> value.equals(log.settings("readings").get(setting)));
        }
    }

    private static Set<String> headings() throws IOException {
        try (var lines = Files.lines(Home.find().root().resolve("docs/runbook.md"))) {
            return lines.filter(line -> line.startsWith("### "))
                    .map(line -> line.substring(4))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Json finding, String field) {
        return finding.get(field).text().orElse("");
    }
}
