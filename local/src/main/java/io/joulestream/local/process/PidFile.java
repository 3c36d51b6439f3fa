package io.joulestream.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Remembers a child in a file, so that the next parent can end it if this one cannot.
 *
 * <p>A process id alone may be anybody's by then: the file also holds the instant of the process's start, and a process
 * is taken for the child only where both agree and its command line carries our mark.
 */
final class PidFile {

    // The system derives a process's start from its uptime and the clock, which may have been set since.
    private static final long CLOCK_STEP_MILLIS = 2_000;

    private final Path file;
    private final String part;

    PidFile(DataFolder folder, String part) {
        this.file = folder.run(part + ".pid");
        this.part = part;
    }

    void write(Process child) throws IOException {
        var started = child.toHandle().info().startInstant().orElse(Instant.EPOCH);
        Files.writeString(file, child.pid() + " " + started.toEpochMilli() + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Ends the child of an earlier parent, if there is one, and returns whether there was. */
    boolean endLeftover() throws IOException {
        var leftover = leftover();
        leftover.ifPresent(process -> {
            process.destroyForcibly();
            // The folder and the ports are its own until it is gone.
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
        delete();
        return leftover.isPresent();
    }

    private Optional<ProcessHandle> leftover() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var fields = Files.readString(file).strip().split(" ");
        if (fields.length != 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(fields[0])).filter(process -> isOurs(process, fields[1]));
    }

    private boolean isOurs(ProcessHandle process, String started) {
        var info = process.info();
        var then = Long.parseLong(started);
        return info.startInstant()
                        .filter(start -> Math.abs(start.toEpochMilli() - then) <= CLOCK_STEP_MILLIS)
                        .isPresent()
                && info.commandLine()
                        .filter(line -> line.contains(ChildCommand.MARK + part))
                        .isPresent();
    }
}
