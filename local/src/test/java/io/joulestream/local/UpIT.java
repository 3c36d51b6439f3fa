package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.stack.Part;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code up} as a process: how it starts, what it refuses, and that nothing is left of it. */
class UpIT {
    private static final Duration END = Duration.ofSeconds(60);
    private static final long MOST_MEGABYTES = 2_500;

    @TempDir
    private static Path folder = Path.of("");

    private static UpProcess system;
    private static MirroredSeries series;

    @BeforeAll
    static void prepares() {
        system = new UpProcess(folder);
        series = new MirroredSeries(system.baseUrl(), "up");
    }

    @AfterAll
    static void leavesNothingBehind() {
        system.close();
    }

    @Test
    void runsEveryPartInLittleMemory() {
        system.up();
        write();
        series.assertSame();
        var megabytes = new TreeMap<String, Long>();
        system.pids().forEach((part, pid) -> megabytes.put(part, Processes.residentMegabytes(pid)));
        assertEquals(Part.values().length + 1, megabytes.size(), megabytes.toString());
        var total = megabytes.values().stream().mapToLong(each -> each).sum();
        System.out.println("resident memory in MB: " + total + " = " + megabytes);
        assertTrue(total < MOST_MEGABYTES, megabytes.toString());
    }

    @Test
    void refusesASecondSystemInTheSameFolder() {
        system.up();
        var second = system.launch(folder, system.port());
        second.awaitEnd(END);
        assertEquals(1, second.process().exitValue(), second.said().toString());
        assertEquals(
                List.of("joulestream: another system runs in " + folder.toAbsolutePath()
                        + ": stop it, or choose another folder with --data"),
                errors(second));
        assertEquals(200, series.client().status("/readyz"));
    }

    @Test
    void namesTheTakenPort(@TempDir Path other) throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var second = system.launch(other, socket.getLocalPort());
            second.awaitEnd(END);
            assertEquals(1, second.process().exitValue(), second.said().toString());
            assertEquals(
                    List.of("joulestream: port " + socket.getLocalPort()
                            + " is taken, and the endpoint needs it: choose another"
                            + " with --port, or end what listens there"),
                    errors(second));
        }
    }

    @Test
    void leavesNoChildWhenKilledAndGoesOnWhereItWas() {
        system.up();
        write();
        var killed = system.pids();

        system.kill(List.of(killed.getOrDefault("up", 0L)));

        var started = System.nanoTime();
        Processes.assertGone(killed.values());
        System.out.println("no child left after " + (System.nanoTime() - started) / 1_000_000 + " ms");
        system.up();
        assertNotEquals(killed, system.pids());
        series.assertSame();
        write();
        series.assertSame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void stopsWhenAsked(String signal) {
        var running = system.up();
        write();
        var pids = system.pids();

        Processes.signal(signal, running.process().pid());

        var took = running.awaitEnd(END);
        System.out.println("stopped by SIG" + signal + " after " + took.toMillis() + " ms");
        assertTrue(took.compareTo(Duration.ofSeconds(15)) <= 0, took + ": " + running.said());
        pids.values().forEach(pid -> assertTrue(ProcessHandle.of(pid).isEmpty(), running.said()::toString));
        assertEquals("up           stopped", running.said().get(running.said().size() - 1));
        system.up();
        series.assertSame();
    }

    private static void write() {
        if (series.reference().readings().isEmpty()) {
            series.define(Map.of("kind", "counter", "unit", "kWh", "zone", "Europe/Madrid"));
        }
        long number = series.reference().readings().size();
        series.send(List.of(Map.of(
                "ts", 1_700_000_000_000L + number * 3_600_000L, "value", BigDecimal.valueOf(100L + number * number))));
    }

    private static List<String> errors(UpProcess.Run ended) {
        return ended.said().stream()
                .filter(line -> !line.startsWith("up           starting in "))
                .toList();
    }
}
