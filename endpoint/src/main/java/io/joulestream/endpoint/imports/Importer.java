package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.store.BatchRow;
import io.joulestream.endpoint.store.BatchStore.Run;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.tabular.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files, and works on them one after the other, so that no two imports meet each other's readings half written.
 * What has not ended when the process does is taken up again when the next one starts.
 */
public final class Importer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Importer.class);
    private static final int MOST_WAITING = 64;
    private static final long REPORT_MILLIS = 1000;

    private final Ports ports;
    private final Spool spool;
    private final Spool.Limits limits;
    private final Map<String, Batch> live = new ConcurrentHashMap<>();
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(10 * MOST_WAITING);
    private final Object lock = new Object();
    private final Thread worker = new Thread(this::work, "import");
    private long reportedNanos;

    /**
     * @param fileBytes most bytes of a file as it is sent
     * @param spoolBytes most bytes of all waiting files together
     * @param freeBytes what must stay free on the disk
     * @param inflatedBytes most bytes of a file once inflated
     */
    public record Limits(Path folder, long fileBytes, long spoolBytes, long freeBytes, long inflatedBytes) {}

    /** @param repeated whether the same file came before, so that nothing happens */
    public record Receipt(String batch, boolean repeated) {}

    /** Why a file is not taken. */
    public static final class NotTaken extends Exception {
        private static final long serialVersionUID = 1;

        /** What is exhausted. */
        public enum Cause {
            FILE_TOO_LARGE,
            SPOOL_FULL,
            QUEUE_FULL,
            BEING_UNDONE
        }

        private final Cause what;

        private NotTaken(Cause what, String message) {
            super(message, null, false, false);
            this.what = what;
        }

        public Cause what() {
            return what;
        }
    }

    public Importer(Ports ports, Limits limits) throws IOException {
        this.ports = ports;
        this.limits =
                new Spool.Limits(limits.fileBytes(), limits.spoolBytes(), limits.freeBytes(), limits.inflatedBytes());
        this.spool = new Spool(limits.folder(), this.limits);
        worker.setDaemon(true);
    }

    /** Takes up what was left, and works from then on. */
    public void start() throws IOException {
        for (BatchRow row : spool.unfinished()) {
            var batch = new Batch(row);
            live.put(key(row.tenant(), row.batch()), batch);
            if (!queue.offer(batch)) {
                LOG.warn("batch {} waits for the next start: too many are unfinished", row.batch());
            }
        }
        worker.start();
    }

    private static String key(String tenant, String batch) {
        return tenant + "/" + batch;
    }

    /** The names of all options. */
    public static Set<String> optionNames() {
        return ImportOptions.names();
    }

    /** Refuses what no file could come with, before it is read. */
    public void check(Map<String, List<String>> given) throws BadOption, NotTaken {
        ImportOptions.of(given);
        if (queue.size() >= MOST_WAITING) {
            throw new NotTaken(NotTaken.Cause.QUEUE_FULL, MOST_WAITING + " imports are waiting already");
        }
    }

    /** Takes a file; it is safe on disk when this returns. */
    public Receipt receive(String tenant, Map<String, List<String>> given, String name, InputStream body)
            throws BadOption, NotTaken, IOException, StoreUnavailable {
        ImportOptions options = ImportOptions.of(given);
        Spool.Arrived arrived;
        try {
            arrived = spool.receive(body);
        } catch (Spool.Full e) {
            var cause = e.tooLarge() ? NotTaken.Cause.FILE_TOO_LARGE : NotTaken.Cause.SPOOL_FULL;
            throw new NotTaken(cause, String.valueOf(e.getMessage()));
        }
        boolean kept = false;
        try {
            String batch = batch(tenant, options.given(), arrived.sha256());
            synchronized (lock) {
                Batch known = live.get(key(tenant, batch));
                if (known != null) {
                    if (known.phase() == Phase.UNDOING || known.cancelled()) {
                        throw new NotTaken(NotTaken.Cause.BEING_UNDONE, "batch " + batch + " is being undone");
                    }
                    return new Receipt(batch, true);
                }
                Optional<BatchRow> before = ports.batches().batch(tenant, batch);
                if (before.isPresent() && Phase.of(before.get().phase()) == Phase.DONE) {
                    return new Receipt(batch, true);
                }
                int run = before.map(Importer::nextRun).orElse(1);
                var origin =
                        new BatchRow.Origin(options.series(), name, options.given(), arrived.sha256(), arrived.bytes());
                BatchRow row = Batch.created(new Run(tenant, batch, run), origin, System.currentTimeMillis());
                spool.keep(arrived, row);
                kept = true;
                enqueue(new Batch(row));
                return new Receipt(batch, false);
            }
        } finally {
            if (!kept) {
                spool.drop(arrived);
            }
        }
    }

    /** What a failed run replaced must stay known; after the others nothing of theirs is left. */
    private static int nextRun(BatchRow before) {
        return Phase.of(before.phase()) == Phase.FAILED ? before.run() : before.run() + 1;
    }

    private static String batch(String tenant, String options, String sha256) {
        MessageDigest digest = Spool.sha256();
        digest.update((tenant + "\n" + options + "\n" + sha256).getBytes(StandardCharsets.UTF_8));
        return "b" + HexFormat.of().formatHex(digest.digest(), 0, 12);
    }

    private void enqueue(Batch batch) throws NotTaken, IOException {
        BatchRow row = batch.row();
        live.put(key(row.tenant(), row.batch()), batch);
        if (!queue.offer(batch)) {
            live.remove(key(row.tenant(), row.batch()));
            spool.remove(batch.run());
            throw new NotTaken(NotTaken.Cause.QUEUE_FULL, "too many imports are waiting already");
        }
    }

    /** Begins to undo a batch, also one that is under way; empty: there is none. */
    public Optional<BatchRow> undo(String tenant, String batch) throws StoreUnavailable, NotTaken, IOException {
        synchronized (lock) {
            Batch known = live.get(key(tenant, batch));
            if (known != null) {
                if (known.phase() != Phase.UNDOING && known.phase() != Phase.UNDONE) {
                    known.cancel();
                }
                return Optional.of(known.row());
            }
            Optional<BatchRow> row = ports.batches().batch(tenant, batch);
            if (row.isPresent() && Phase.of(row.get().phase()) != Phase.UNDONE) {
                var undoing = new Batch(row.get());
                undoing.phase(Phase.UNDOING);
                spool.write(undoing.row());
                enqueue(undoing);
                return Optional.of(undoing.row());
            }
            return row;
        }
    }

    public Optional<BatchRow> find(String tenant, String batch) throws StoreUnavailable {
        Batch known = live.get(key(tenant, batch));
        return known != null ? Optional.of(known.row()) : ports.batches().batch(tenant, batch);
    }

    /** The latest created first. */
    public List<BatchRow> list(String tenant, long beforeMillis, int limit) throws StoreUnavailable {
        var rows = new HashMap<String, BatchRow>();
        ports.batches().batches(tenant, beforeMillis, limit).forEach(row -> rows.put(row.batch(), row));
        live.values().stream()
                .map(Batch::row)
                .filter(row -> row.tenant().equals(tenant) && row.times().createdMillis() < beforeMillis)
                .forEach(row -> rows.put(row.batch(), row));
        var sorted = new ArrayList<>(rows.values());
        sorted.sort(
                java.util.Comparator.<BatchRow>comparingLong(row -> row.times().createdMillis())
                        .reversed()
                        .thenComparing(BatchRow::batch));
        return sorted.subList(0, Math.min(limit, sorted.size()));
    }

    private void work() {
        try {
            while (true) {
                Batch batch = queue.take();
                try {
                    run(batch);
                } catch (IOException | RuntimeException e) {
                    LOG.error("batch {} failed", batch.row().batch(), e);
                    fail(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Batch batch) throws IOException, InterruptedException {
        var patience = new Patience(batch, ports.visibility(), ports.topic());
        boolean ended = false;
        while (!ended) {
            try {
                if (batch.phase() == Phase.UNDOING) {
                    new UndoRun(batch, ports, patience, reporter).run();
                } else if (!batch.phase().ended()) {
                    bring(batch, patience);
                }
                patience.<Object>until(() -> {
                    ports.batches().put(batch.row());
                    return batch;
                });
            } catch (Patience.Cancelled e) {
                // Seen below.
            } catch (Refusal e) {
                throw new IllegalStateException("no row is judged here", e);
            }
            synchronized (lock) {
                ended = !batch.cancelled();
                if (ended) {
                    spool.remove(batch.run());
                    live.remove(key(batch.row().tenant(), batch.row().batch()));
                } else {
                    batch.revived();
                    batch.phase(Phase.UNDOING);
                    spool.write(batch.row());
                }
            }
        }
        LOG.info(
                "batch {} is {}: {}",
                batch.row().batch(),
                batch.row().phase(),
                batch.row().counts());
    }

    private void bring(Batch batch, Patience patience) throws IOException, InterruptedException, Patience.Cancelled {
        ImportOptions options;
        try {
            options = ImportOptions.of(lines(batch.row().origin().options()));
        } catch (BadOption e) {
            throw new IllegalStateException("was checked when the file came", e);
        }
        Path data = spool.data(batch.row().tenant(), batch.row().batch());
        var file = new FileRows(data, limits.inflatedBytes(), options);
        new ImportRun(batch, ports, patience, reporter, file, options).run();
    }

    private static Map<String, List<String>> lines(String options) {
        var given = new HashMap<String, List<String>>();
        options.lines().forEach(line -> {
            int equals = line.indexOf('=');
            given.computeIfAbsent(line.substring(0, equals), name -> new ArrayList<>())
                    .add(line.substring(equals + 1));
        });
        return given;
    }

    /** What it was at is kept in the log of this process; the batch may be sent again, or undone. */
    private void fail(Batch batch) throws InterruptedException {
        batch.failed();
        try {
            new Patience(batch, ports.visibility(), ports.topic()).<Object>until(() -> {
                ports.batches().put(batch.row());
                return batch;
            });
            synchronized (lock) {
                spool.remove(batch.run());
                live.remove(key(batch.row().tenant(), batch.row().batch()));
            }
        } catch (IOException | RuntimeException | Refusal | Patience.Cancelled e) {
            LOG.error("batch {} cannot be ended", batch.row().batch(), e);
        }
    }

    private final ImportRun.Reporter reporter = new ImportRun.Reporter() {
        private @Nullable Batch reported;

        @Override
        public void progress(Batch batch) {
            long now = System.nanoTime();
            if (reported == batch && now - reportedNanos < TimeUnit.MILLISECONDS.toNanos(REPORT_MILLIS)) {
                return;
            }
            reported = batch;
            reportedNanos = now;
            try {
                ports.batches().put(batch.row());
            } catch (StoreUnavailable e) {
                LOG.debug("progress of batch {} is not written: {}", batch.row().batch(), e.getMessage());
            }
        }

        @Override
        public void position(Batch batch) throws IOException {
            spool.write(batch.row());
        }
    };

    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
