package io.joulestream.local.clickhouse;

import com.sun.jna.Function;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The program that serves ClickHouse's HTTP interface on loopback over the embedded engine, in a JVM of its own.
 *
 * <p>Passwords come from the environment: {@code JOULESTREAM_CLICKHOUSE_PASSWORD} of the user {@code default}, who may
 * write, {@code JOULESTREAM_CLICKHOUSE_READER_PASSWORD} of the user {@code reader}, and {@code
 * JOULESTREAM_IMPORTER_PASSWORD} of the user {@code importer}, who may insert into the tables of imports; without its
 * password there is no reader and no importer. When ready it writes the port to the port file and prints {@code ready
 * URL}. SIGTERM stops it within five seconds. Exits 1 with one line on standard error where it cannot start.
 */
@Command(name = "embedded-clickhouse", mixinStandardHelpOptions = true)
public final class EmbeddedClickHouse implements Runnable {
    static final String READY = "ready ";
    static final String WRITER = "default";
    static final String READER = "reader";
    static final String IMPORTER = "importer";
    static final Set<String> IMPORT_TABLES = Set.of("batch", "batch_rejection", "batch_series", "batch_replaced");
    static final String WRITER_PASSWORD = "JOULESTREAM_CLICKHOUSE_PASSWORD";
    static final String READER_PASSWORD = "JOULESTREAM_CLICKHOUSE_READER_PASSWORD";

    static final String IMPORTER_PASSWORD = "JOULESTREAM_IMPORTER_PASSWORD";

    private static final int IDLE_CONNECTIONS = 32;
    /** The engine's parser and analyzer recurse deeper than a Java thread's usual stack. */
    private static final long STACK_BYTES = 8L << 20;

    private static final long STOP_MILLIS = 3_000;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "folder of the data")
    private Path data = Path.of("");

    @Option(names = "--port", paramLabel = "N", description = "port on loopback; 0 (default): any free one")
    private int port;

    @Option(names = "--port-file", paramLabel = "F", description = "file to write the port to when ready")
    private Path portFile = Path.of("");

    @Option(names = "--library", paramLabel = "F", description = "libchdb.so to use; default: fetched with npm")
    private Path library = Path.of("");

    @Option(names = "--memory-mb", paramLabel = "N", description = "most memory for queries (default 2000)")
    private long memoryMegabytes = 2_000;

    @Option(names = "--min-free-mb", paramLabel = "N", description = "least free disk to start with (default 256)")
    private long minFreeMegabytes = 256;

    @Option(names = "--queries", paramLabel = "N", description = "queries that run at once (default 8)")
    private int queries = 8;

    @Option(names = "--waiting", paramLabel = "N", description = "queries that wait; more get 503 (default 64)")
    private int waiting = 64;

    @Option(names = "--parent", paramLabel = "PID", description = "stop when this process ends")
    private long parent;

    /** Runs until SIGTERM, or until it cannot start. */
    public static void main(String[] args) {
        int code = new CommandLine(new EmbeddedClickHouse())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println("embedded ClickHouse: " + e.getMessage());
                    command.getErr().flush();
                    return 1;
                })
                .execute(args);
        exitProcess(code);
    }

    @Override
    public void run() {
        try {
            serve();
        } catch (IOException | QueryException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private void serve() throws IOException, QueryException {
        EngineFolder folder = new EngineFolder(data);
        if (folder.tryHold() == null) {
            throw new StartException("the folder " + data + " is in use by another process", null);
        }
        if (folder.freeBytes() < minFreeMegabytes << 20) {
            throw new StartException(
                    "the disk of " + data + " is full: " + (folder.freeBytes() >> 20) + " MB free, needs "
                            + minFreeMegabytes + " MB",
                    null);
        }
        List<Account> accounts = accounts();
        HttpServer server = bind();
        Path file = library.toString().isEmpty() ? ClickHouseLibrary.pinned().fetch() : library;
        List<String> arguments = folder.configure(memoryMegabytes << 20);
        ConnectionPool connections = new ConnectionPool(Chdb.load(file), arguments, IDLE_CONNECTIONS);
        ConnectionPool.Key first = new ConnectionPool.Key("", accounts.get(0).settings(Map.of(), Map.of()));
        connections.giveBack(first, connections.borrow(first)); // starts the engine
        QuerySlots slots = new QuerySlots(queries, waiting);
        server.createContext("/", new QueryHandler(accounts, connections, slots));
        server.setExecutor(threads());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, connections, slots), "stop"));
        server.start();
        announce(server.getAddress().getPort());
        parentEnd().join();
        stop(server, connections, slots);
    }

    private CompletableFuture<?> parentEnd() {
        if (parent == 0) {
            return new CompletableFuture<Void>(); // never
        }
        Optional<ProcessHandle> process = ProcessHandle.of(parent);
        return process.isPresent() ? process.get().onExit() : CompletableFuture.completedFuture("ended");
    }

    private static List<Account> accounts() {
        String writer = System.getenv(WRITER_PASSWORD);
        String reader = System.getenv(READER_PASSWORD);
        String importer = System.getenv(IMPORTER_PASSWORD);
        if (writer == null || writer.isEmpty()) {
            throw new StartException("a password is required: set " + WRITER_PASSWORD, null);
        }
        var accounts = new ArrayList<>(List.of(new Account(WRITER, writer, true)));
        if (reader != null && !reader.isEmpty()) {
            accounts.add(new Account(READER, reader, false));
        }
        if (importer != null && !importer.isEmpty()) {
            accounts.add(new Account(IMPORTER, importer, true, IMPORT_TABLES));
        }
        return accounts;
    }

    private HttpServer bind() throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        } catch (BindException e) {
            throw new StartException("the port " + port + " is taken by another process; choose another", e);
        }
    }

    private ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        // Beyond the queries that run and wait there are threads to turn others away; then the dispatcher does it.
        return new ThreadPoolExecutor(
                4,
                queries + waiting + 16,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(null, task, "query-" + number.incrementAndGet(), STACK_BYTES),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private void announce(int actualPort) throws IOException {
        if (!portFile.toString().isEmpty()) {
            Path temporary = portFile.resolveSibling(portFile.getFileName() + ".tmp");
            Files.writeString(temporary, actualPort + "\n");
            Files.move(temporary, portFile, StandardCopyOption.ATOMIC_MOVE);
        }
        System.out.println(READY + "http://127.0.0.1:" + actualPort);
        System.out.flush();
    }

    private static void stop(HttpServer server, ConnectionPool connections, QuerySlots slots) {
        Thread deadline = new Thread(
                () -> {
                    try {
                        Thread.sleep(STOP_MILLIS + 1_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exitProcess(0);
                },
                "stop-deadline");
        deadline.setDaemon(true);
        deadline.start();
        server.stop(0);
        try {
            if (slots.closeWithin(STOP_MILLIS)) {
                connections.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exitProcess(0);
    }

    /** libc's own: the engine's static destructors crash a process that ends with connections open. */
    private static void exitProcess(int code) {
        System.out.flush();
        Function.getFunction("c", "_exit").invoke(new Object[] {code});
    }

    /** Says in one line why the program cannot start. */
    private static final class StartException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StartException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
