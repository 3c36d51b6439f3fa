package io.joulestream.local.cli;

import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The folder of one demonstration, new or empty when it begins. */
record DemoFolder(Path path, boolean temporary) implements AutoCloseable {

    private static final int TRIES = 20;

    /** The named one, which is kept; else a temporary one. */
    static DemoFolder of(@Nullable Path named) throws IOException {
        if (named == null) {
            return new DemoFolder(Files.createTempDirectory("joulestream-demo-"), true);
        }
        if (Files.exists(named)) {
            try (var files = Files.list(named)) {
                if (files.findAny().isPresent()) {
                    throw new StackException(named + " is not empty, and a demonstration begins in an empty folder:"
                            + " choose another with --data, or go on in this one with ./joulestream up --data "
                            + named);
                }
            }
        }
        return new DemoFolder(named, false);
    }

    /** Removes a temporary folder, when no part of the system runs any more. */
    @Override
    public void close() throws IOException {
        for (var left = TRIES; temporary && Files.exists(path); left--) {
            try {
                remove();
            } catch (IOException | UncheckedIOException goneMeanwhile) {
                // A process that is just ending may still write or remove files of its own.
                if (left == 0) {
                    throw new IOException("could not remove " + path, goneMeanwhile);
                }
            }
        }
    }

    private void remove() throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException gone) {
            // That is what was wanted; the next try finds what is left.
        }
    }
}
