package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClickHouseProcessIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsAcknowledgedInsertsThroughAKill() throws Exception {
        try (ClickHouseProcess first = ClickHouseProcess.start(folder)) {
            HttpCalls.write(first, "CREATE TABLE t (id UInt64) ENGINE = ReplacingMergeTree ORDER BY id");
            for (int i = 0; i < 20; i++) {
                String sql = "INSERT INTO t SELECT number + " + i * 1_000 + " FROM numbers(1000)";
                assertEquals(200, HttpCalls.write(first, sql).status());
            }
            first.kill();
        }
        try (ClickHouseProcess second = ClickHouseProcess.start(folder)) {
            assertEquals(
                    "20000\t199990000\n",
                    HttpCalls.write(second, "SELECT count(), sum(id) FROM t").body());
        }
    }

    @Test
    void refusesAFolderThatAnotherProcessHolds() throws Exception {
        try (ClickHouseProcess first = ClickHouseProcess.start(folder)) {
            IOException refused = assertThrows(IOException.class, () -> ClickHouseProcess.start(folder));
            assertEquals(
                    "embedded ClickHouse: the folder " + folder + " is in use by another process",
                    refused.getMessage());
            assertEquals("1\n", HttpCalls.write(first, "SELECT 1").body());
        }
    }

    @Test
    void refusesATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            IOException refused =
                    assertThrows(IOException.class, () -> ClickHouseProcess.start(folder, port, "w", "r"));
            assertEquals(
                    "embedded ClickHouse: the port " + port + " is taken by another process; choose another",
                    refused.getMessage());
        }
    }

    @Test
    void refusesAFullDisk() {
        IOException refused = assertThrows(
                IOException.class, () -> ClickHouseProcess.start(folder, 0, "w", "r", "--min-free-mb", "1000000000"));
        assertTrue(String.valueOf(refused.getMessage())
                .startsWith("embedded ClickHouse: the disk of " + folder + " is full: "));
    }

    @Test
    void stopsInTimeWithOpenConnectionsAndARunningQuery() throws Exception {
        ClickHouseProcess clickHouse = ClickHouseProcess.start(folder);
        try {
            HttpCalls.write(clickHouse, "SELECT 1", "max_threads=1");
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
                try {
                    HttpCalls.write(clickHouse, "SELECT sum(sipHash64(number)) FROM system.numbers");
                } catch (Exception e) {
                    // its connection is cut
                }
            });
            String count =
                    "SELECT count() FROM system.processes WHERE query LIKE '%sipHash64%' AND query NOT LIKE '%LIKE%'";
            while (!HttpCalls.write(clickHouse, count).body().equals("1\n")) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            clickHouse.close();
            assertEquals(0, clickHouse.onExit().get(1, TimeUnit.SECONDS));
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 5_000);
            running.get(10, TimeUnit.SECONDS);
        } finally {
            clickHouse.kill();
        }
    }

    @Test
    void writesItsPortWhenReady() throws Exception {
        Path portFile = folder.resolve("port");
        try (ClickHouseProcess clickHouse =
                ClickHouseProcess.start(folder.resolve("data"), 0, "w", "r", "--port-file", portFile.toString())) {
            assertEquals(
                    clickHouse.url(),
                    "http://127.0.0.1:" + Files.readString(portFile).strip());
        }
    }

    @Test
    void turnsQueriesAwayWhenTooManyWait() throws Exception {
        try (ClickHouseProcess clickHouse =
                ClickHouseProcess.start(folder, 0, "w", "r", "--queries", "1", "--waiting", "0")) {
            HttpCalls.write(clickHouse, "CREATE TABLE t (id UInt64) ENGINE = MergeTree ORDER BY id");
            PipedOutputStream body = new PipedOutputStream();
            CompletableFuture<HttpResponse<String>> slow = insertSlowly(clickHouse, body);
            // A turn ends just after its answer is sent, so that a single refusal may be the predecessor's doing.
            for (int refusals = 0; refusals < 5; ) {
                if (slow.isDone()) { // it was the one turned away
                    body = new PipedOutputStream();
                    slow = insertSlowly(clickHouse, body);
                }
                HttpCalls.Answer answer = HttpCalls.write(clickHouse, "SELECT 1");
                assertEquals(answer.status() == 200 ? "" : "202", answer.code());
                refusals = answer.status() == 503 ? refusals + 1 : 0;
            }
            body.close();
            assertEquals(200, slow.get(30, TimeUnit.SECONDS).statusCode());
            assertEquals(
                    "1\n", HttpCalls.write(clickHouse, "SELECT count() FROM t").body());
        }
    }

    /** An insert that goes on until {@code body} is closed. */
    private static CompletableFuture<HttpResponse<String>> insertSlowly(
            ClickHouseProcess clickHouse, PipedOutputStream body) throws IOException {
        PipedInputStream source = new PipedInputStream(body);
        body.write("INSERT INTO t FORMAT TSV\n1\n".getBytes(StandardCharsets.UTF_8));
        body.flush();
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(clickHouse.url() + "/?user=default&password=w"))
                                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> source))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void leavesTheJvmItsSignalHandlers() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NullPointers.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals("[10]", output.strip());
    }

    @Test
    void endsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Orphan.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(output.strip()));
        if (child.isPresent()) {
            child.get().onExit().get(20, TimeUnit.SECONDS);
        }
        assertEquals(9, parent.waitFor());
        ClickHouseProcess.start(folder).close(); // the folder is free again
    }
}
