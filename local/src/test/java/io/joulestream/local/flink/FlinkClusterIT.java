package io.joulestream.local.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.config.Home;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.Ports;
import io.joulestream.local.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Flink processes, kill -9 of either, and a job that would fail if its state were lost. */
class FlinkClusterIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final List<String> said = new CopyOnWriteArrayList<>();
    private DataFolder folder;
    private FlinkProcesses processes;
    private FlinkRest rest;
    private JobKeeper keeper;
    private Path jar;

    @BeforeEach
    void startClusterAndJob(@TempDir Path temporary) throws Exception {
        folder = DataFolder.open(temporary);
        jar = jar(temporary);
        var home = Home.find();
        var cluster = new FlinkCluster(
                folder,
                home.partClassPath("flink"),
                home.flinkConf(),
                new FlinkCluster.FlinkPorts(Ports.claim(0, "flink", ""), Ports.claim(0, "flink", ""), 2),
                new FlinkCluster.FlinkMemory(192, 128, 128),
                Map.of());
        processes = FlinkProcesses.start(cluster, (part, line) -> said.add(part + " " + line));
        rest = new FlinkRest(cluster.url());
        var job = new JobSpec("counting", CountingJob.class.getName(), List.of(), 1, true);
        var lineage = new Lineage(folder.part("flink").resolve("runs/counting"), cluster.checkpoints());
        keeper = new JobKeeper(rest, jar, job, lineage, (part, line) -> said.add(part + " " + line));
        keeper.start();
        awaitCheckpointAfter(0);
    }

    @AfterEach
    void stopAll() throws Exception {
        keeper.stop();
        processes.stop(Duration.ofSeconds(5));
        folder.close();
    }

    @Test
    void recoversFromKill9OfTheTaskManager() throws Exception {
        var before = running();
        var checkpoint = rest.lastCheckpoint(before.id()).orElseThrow().number();

        processes.taskManager().kill();

        awaitCheckpointAfter(checkpoint + 1);
        assertEquals(before.id(), running().id());
        assertEquals(Optional.empty(), rest.lastFailure(running().id()).filter(why -> why.contains("follow")));
    }

    @Test
    void resumesFromTheLastCheckpointAfterKill9OfTheJobManager() throws Exception {
        var before = running();
        var checkpoint = rest.lastCheckpoint(before.id()).orElseThrow().number();
        var oldTaskManager = processes.taskManager().pid();

        processes.jobManager().kill();

        awaitCheckpointAfter(checkpoint + 1);
        assertFalse(before.id().equals(running().id()));
        assertFalse(oldTaskManager == processes.taskManager().pid());
        assertTrue(said.stream().anyMatch(line -> line.startsWith("counting resumed from ")), said.toString());
        assertEquals(Optional.empty(), rest.lastFailure(running().id()));
    }

    @Test
    void stopsWithASavepointAndResumesFromIt() throws Exception {
        keeper.stop();
        var savepoint = rest.stopWithSavepoint(running().id(), LIMIT);

        rest.submit(
                jar,
                new JobSpec("counting", CountingJob.class.getName(), List.of(), 1, false),
                "0123456789abcdef0123456789abcdef",
                Optional.of(savepoint));

        awaitCheckpointAfter(0);
        assertEquals("0123456789abcdef0123456789abcdef", running().id());
        assertTrue(Files.exists(Path.of(URI.create(savepoint)).resolve("_metadata")));
    }

    private void awaitCheckpointAfter(long number) {
        Waiting.until("a checkpoint after " + number + "; said: " + said, LIMIT, () -> rest.lastCheckpoint(
                        running().id())
                .filter(checkpoint -> checkpoint.number() > number)
                .isPresent());
    }

    private FlinkRest.JobState running() throws IOException {
        return rest.jobs().stream().filter(job -> !job.ended()).findFirst().orElseThrow();
    }

    /** The job's classes, as `mvn package` would put them. */
    private static Path jar(Path folder) throws IOException {
        var classes = Path.of(CountingJob.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        var jar = folder.resolve("counting.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.list(classes.resolve("io/joulestream/local/flink"))) {
            for (var file : files.filter(path -> path.getFileName().toString().startsWith("CountingJob"))
                    .toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
