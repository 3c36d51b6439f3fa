package io.joulestream.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children that wait for ever, started, killed and left behind. */
class KeptChildTest {

    private static final ChildCommand COMMAND = new ChildCommand(
            "waiting", List.of("-Xmx16m"), List.of(testClasses()), Waits.class.getName(), List.of(), Map.of());

    private final List<String> said = new CopyOnWriteArrayList<>();

    /** A child that never ends by itself. */
    public static final class Waits {
        private Waits() {}

        public static void main(String[] args) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void startsAChildAgainThatWasKilledAndNotOneThatWasStopped(@TempDir Path root) throws IOException {
        try (var folder = DataFolder.open(root)) {
            var child = KeptChild.start(COMMAND, folder, (part, line) -> said.add(line), () -> {});
            var first = child.pid();

            child.kill();
            Waiting.until("the next", Duration.ofSeconds(20), () -> child.alive() && child.pid() != first);
            assertEquals(List.of("ended with code 137: starting it again in 1 s"), said);

            child.stop(Duration.ofSeconds(5));
            assertFalse(child.alive());
        }
    }

    @Test
    void endsTheChildThatAnEarlierParentLeftBehind(@TempDir Path root) throws Exception {
        try (var folder = DataFolder.open(root)) {
            var leftover = COMMAND.start(folder);
            new PidFile(folder, "waiting").write(leftover);

            KeptChild.endLeftover(folder, "waiting", (part, line) -> said.add(line));

            assertTrue(leftover.waitFor(10, TimeUnit.SECONDS));
            assertEquals(List.of("ended a process that an earlier run left behind"), said);
        }
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheNumberOfAChild(@TempDir Path root) throws Exception {
        try (var folder = DataFolder.open(root)) {
            var other = COMMAND.start(folder);
            new PidFile(folder, "another").write(other);

            assertFalse(new PidFile(folder, "another").endLeftover());

            assertTrue(other.isAlive());
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void endsAChildWhoseInputEndsAsItDoesWithItsParent(@TempDir Path root) throws Exception {
        try (var folder = DataFolder.open(root)) {
            var child = COMMAND.start(folder);

            child.getOutputStream().close();

            assertTrue(child.waitFor(20, TimeUnit.SECONDS));
            assertEquals(137, child.exitValue());
        }
    }

    @Test
    void refusesAFolderThatAnotherSystemHas(@TempDir Path root) throws IOException {
        try (var folder = DataFolder.open(root)) {
            var failure = assertThrows(StackException.class, () -> DataFolder.open(root));
            assertEquals(
                    "another system runs in " + folder.root() + ": stop it, or choose another folder with --data",
                    failure.getMessage());
        }
        DataFolder.open(root).close();
    }

    @Test
    void namesTheTakenPortAndTheSettingForAnother() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            assertEquals(
                    "port " + port + " is taken, and kafka needs it: choose another with --set kafka.port=…,"
                            + " or end what listens there",
                    assertThrows(StackException.class, () -> Ports.claim(port, "kafka", "--set kafka.port=…"))
                            .getMessage());
        }
    }

    private static String testClasses() {
        return Path.of(Waits.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
