package io.joulestream.local.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs of one job, in a file: a line each with the run's id and what it started from. From it follows what the
 * next run starts from, without asking any clock and whatever was killed when.
 *
 * <p>A line is written before its run is submitted. So the newest completed checkpoint is the highest numbered one of
 * the last run or, where that has completed none, what the last run was to start from; a checkpoint is complete when
 * its {@code _metadata} exists, which Flink renames into place.
 */
public final class Lineage {

    private static final String NOTHING = "-";

    private final Path file;
    private final Path checkpoints;

    /** The checkpoints of run R are in {@code checkpoints/R/chk-N}. */
    public Lineage(Path file, Path checkpoints) {
        this.file = file;
        this.checkpoints = checkpoints;
    }

    /** The path of what the next run has to start from; empty where the job never completed a checkpoint. */
    public Optional<String> newest() throws IOException {
        var runs = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
        for (var i = runs.size() - 1; i >= 0; i--) {
            var run = runs.get(i).split(" ", 2);
            var own = newestOf(run[0]);
            if (own.isPresent()) {
                return own.map(path -> path.toUri().toString());
            }
            if (run.length == 2 && !run[1].equals(NOTHING)) {
                return Optional.of(run[1]);
            }
        }
        return Optional.empty();
    }

    /** Notes a run that is about to be submitted. */
    public void begin(String run, Optional<String> from) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                run + " " + from.orElse(NOTHING) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }

    private Optional<Path> newestOf(String run) throws IOException {
        var folder = checkpoints.resolve(run);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max(Comparator.comparingLong(Lineage::number));
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }
}
