package io.joulestream.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes by their ids, as the operating system has them. */
final class Processes {
    private static final Duration GONE = Duration.ofSeconds(30);

    private Processes() {}

    /** Sends a signal by its name, such as {@code STOP}. */
    static void signal(String name, long pid) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("kill -" + name + " " + pid + " failed");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Fails where one of them is still there after a while. */
    static void assertGone(Collection<Long> pids) {
        for (var pid : pids) {
            var process = ProcessHandle.of(pid);
            try {
                if (process.isPresent()) {
                    process.get().onExit().get(GONE.toSeconds(), TimeUnit.SECONDS);
                }
            } catch (TimeoutException e) {
                throw new AssertionError(
                        "process " + pid + " is left behind: " + process.get().info(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The memory that a process holds of this machine's. */
    static long residentMegabytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void deleteFolder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
