package io.joulestream.local;

import io.joulestream.local.config.Home;
import io.joulestream.local.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./joulestream up} as users run it: a process, with ports and a folder that stay the same from start to start.
 * For one thread. A process that is still there when the tests' JVM ends is ended, and takes its children along.
 */
final class UpProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final List<String> PORTS =
            List.of("kafka.port", "kafka.controller-port", "clickhouse.port", "flink.port", "flink.rpc-port");

    private final Path folder;
    private final int port = Ports.claim(0, "", "");
    private final Map<String, String> settings = new TreeMap<>();
    private final Set<Long> everSeen = new HashSet<>();
    private final Thread reaper = new Thread(this::killAtExit);
    private @Nullable Run run;

    /** One process, and what it has said. */
    record Run(Process process, List<String> said) {
        /** Starts reading what it says. */
        static Run of(Process process) {
            var run = new Run(process, new CopyOnWriteArrayList<>());
            var reader = new Thread(() -> read(process.getInputStream(), run.said), "up-output");
            reader.setDaemon(true);
            reader.start();
            return run;
        }

        private static void read(InputStream output, List<String> said) {
            try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.add(line);
                }
            } catch (IOException e) {
                said.add("(" + e.getMessage() + ")");
            }
        }

        boolean ready() {
            return said.stream().anyMatch(line -> line.startsWith("ready "));
        }

        /** Waits for its end; how long that took. */
        Duration awaitEnd(Duration limit) {
            var started = System.nanoTime();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("does not end; said " + said);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return Duration.ofNanos(System.nanoTime() - started);
        }
    }

    UpProcess(Path folder) {
        this(folder, Map.of());
    }

    /** @param others settings beside the ports */
    UpProcess(Path folder, Map<String, String> others) {
        this.folder = folder;
        settings.putAll(others);
        PORTS.forEach(setting -> settings.put(setting, String.valueOf(Ports.claim(0, "", ""))));
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    Path folder() {
        return folder;
    }

    StoreClient store() {
        return StoreClient.of("http://127.0.0.1:" + settings.get("clickhouse.port"), folder);
    }

    /** Flink's own interface. */
    URI flinkUrl() {
        return URI.create("http://127.0.0.1:" + settings.get("flink.port"));
    }

    /** Starts it where it does not run, and returns when it is ready. */
    Run up() {
        var running = run;
        if (running == null || !running.process().isAlive()) {
            running = launch(folder, port);
            run = running;
        }
        var deadline = System.nanoTime() + READY.toNanos();
        while (!running.ready()) {
            if (!running.process().isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("not ready; said " + String.join("\n", running.said()));
            }
            pause();
        }
        pids();
        return running;
    }

    /** A process with these, and otherwise the ports of this system. */
    Run launch(Path itsFolder, int itsPort) {
        return launch(List.of("up", "--data", itsFolder.toString(), "--port", String.valueOf(itsPort)));
    }

    /** A process of any command of this kind. */
    Run launch(List<String> arguments) {
        // A shell that runs in the background ignores SIGINT, and so does whatever it starts.
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Home.find().root().resolve("joulestream").toString());
        command.addAll(arguments);
        settings.forEach((setting, value) -> command.addAll(List.of("--set", setting + "=" + value)));
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("JOULESTREAM_") && !name.equals("JOULESTREAM_CACHE"));
            var process = builder.start();
            everSeen.add(process.pid());
            return Run.of(process);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ids of the parts at this moment by name, and of the supervisor as {@code up}. */
    Map<String, Long> pids() {
        var pids = new TreeMap<String, Long>();
        var running = run;
        if (running != null) {
            pids.put("up", running.process().pid());
        }
        try (var files = Files.list(folder.resolve("run"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".pid")).toList()) {
                var text = Files.readString(file).strip();
                if (!text.isEmpty()) {
                    pids.put(
                            file.getFileName().toString().replace(".pid", ""),
                            Long.valueOf(text.substring(0, text.indexOf(' '))));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        everSeen.addAll(pids.values());
        return pids;
    }

    /** As {@code kill -9} of them all, without a moment between; returns when they are gone. */
    void kill(Collection<Long> pids) {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        Processes.assertGone(pids);
    }

    private void killAtExit() {
        var running = run;
        if (running != null) {
            running.process().destroyForcibly();
        }
    }

    /** Stops it, and fails where any process that was ever seen is left. */
    @Override
    public void close() {
        var running = run;
        if (running != null) {
            if (running.process().isAlive()) {
                pids();
                running.process().destroy();
                running.awaitEnd(STOP);
            }
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
        Processes.assertGone(everSeen);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
