package io.joulestream.local.clickhouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The embedded ClickHouse as a child process of this one, started from this one's class path.
 *
 * <p>{@link #start} returns when queries are answered. The data outlives the process, also {@link #kill}; only one
 * process may hold a folder. Passwords are random and new at each start unless given. A child whose parent ends stops
 * by itself. {@link #close} may be called twice and returns when the process is gone.
 */
public final class ClickHouseProcess implements AutoCloseable {
    private static final long START_MINUTES = 25; // the first start of all fetches the engine
    private static final long STOP_SECONDS = 6;

    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final String password;
    private final String readerPassword;
    private final String importerPassword;
    private String url = "";

    private ClickHouseProcess(Process process, String password, String readerPassword, String importerPassword) {
        this.process = process;
        this.password = password;
        this.readerPassword = readerPassword;
        this.importerPassword = importerPassword;
    }

    /** On any free port, with random passwords. */
    public static ClickHouseProcess start(Path data) throws IOException {
        return start(data, 0, randomPassword(), randomPassword());
    }

    /** {@code options} are further arguments of {@link EmbeddedClickHouse}; throws its one line where it ends early. */
    public static ClickHouseProcess start(
            Path data, int port, String password, String readerPassword, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.nodelay=true",
                "-Djna.nosys=true",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedClickHouse.class.getName(),
                "--data",
                data.toAbsolutePath().toString(),
                "--port",
                Integer.toString(port),
                "--parent",
                Long.toString(ProcessHandle.current().pid())));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(EmbeddedClickHouse.WRITER_PASSWORD, password);
        builder.environment().put(EmbeddedClickHouse.READER_PASSWORD, readerPassword);
        String importerPassword = randomPassword();
        builder.environment().put(EmbeddedClickHouse.IMPORTER_PASSWORD, importerPassword);
        ClickHouseProcess started = new ClickHouseProcess(builder.start(), password, readerPassword, importerPassword);
        started.awaitReady();
        return started;
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void awaitReady() throws IOException {
        Thread reader = new Thread(this::readOutput, "clickhouse-output");
        reader.setDaemon(true);
        reader.start();
        try {
            url = ready.get(START_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the embedded ClickHouse started", e);
        }
    }

    /** Reads to the end, so that the child never waits for a full pipe. */
    private void readOutput() {
        String last = "it ended without a word";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(EmbeddedClickHouse.READY)) {
                    ready.complete(line.substring(EmbeddedClickHouse.READY.length()));
                } else if (!line.isBlank()) {
                    last = line;
                }
            }
        } catch (IOException e) {
            last = last + " (" + e.getMessage() + ")";
        }
        ready.completeExceptionally(new IOException(last));
    }

    /** The address for any ClickHouse client, such as {@code http://127.0.0.1:40123}. */
    public String url() {
        return url;
    }

    /** May read and write. */
    public String user() {
        return EmbeddedClickHouse.WRITER;
    }

    public String password() {
        return password;
    }

    /** May only read, within limits of time, rows and memory. */
    public String readerUser() {
        return EmbeddedClickHouse.READER;
    }

    public String readerPassword() {
        return readerPassword;
    }

    /** May only insert rows into the tables of imports. */
    public String importerUser() {
        return EmbeddedClickHouse.IMPORTER;
    }

    public String importerPassword() {
        return importerPassword;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when the process has ended, however it ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** As {@code kill -9}: nothing is tidied up; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
