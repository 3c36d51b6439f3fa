package io.joulestream.local.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {

    private Path checkpoints = Path.of("");
    private Lineage lineage = new Lineage(checkpoints, checkpoints);

    @BeforeEach
    void start(@TempDir Path folder) {
        checkpoints = folder.resolve("checkpoints");
        lineage = new Lineage(folder.resolve("runs/job"), checkpoints);
    }

    @Test
    void startsFromNothingWhereNothingEverRan() throws IOException {
        assertEquals(Optional.empty(), lineage.newest());
    }

    @Test
    void startsFromTheHighestNumberedCompletedCheckpointOfTheLastRun() throws IOException {
        lineage.begin("a", Optional.empty());
        complete("a", 9);
        var newest = complete("a", 10);
        Files.createDirectories(checkpoints.resolve("a/chk-11"));
        Files.createDirectories(checkpoints.resolve("a/shared"));

        assertEquals(Optional.of(newest), lineage.newest());
    }

    @Test
    void startsFromWhatTheLastRunStartedFromWhereThatCompletedNothing() throws IOException {
        lineage.begin("a", Optional.empty());
        var ofFirst = complete("a", 3);
        lineage.begin("b", Optional.of(ofFirst));

        assertEquals(Optional.of(ofFirst), lineage.newest());
    }

    @Test
    void goesBackToAnEarlierRunWhereTheLastWasToStartAnewAndDidNot() throws IOException {
        lineage.begin("a", Optional.empty());
        lineage.begin("b", Optional.empty());

        assertEquals(Optional.empty(), lineage.newest());
    }

    private String complete(String run, int number) throws IOException {
        var checkpoint = Files.createDirectories(checkpoints.resolve(run).resolve("chk-" + number));
        Files.createFile(checkpoint.resolve("_metadata"));
        return checkpoint.toUri().toString();
    }
}
