package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.store.BatchRow;
import io.joulestream.endpoint.store.BatchRow.Counts;
import io.joulestream.endpoint.store.BatchRow.Times;
import io.joulestream.endpoint.store.BatchRow.Trouble;
import io.joulestream.endpoint.store.BatchStore.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which files wait and are worked on, and what is known of each: enough to go on after a crash. A file goes
 * when its batch has ended.
 */
final class Spool {
    private static final int BLOCK = 256 << 10;
    private static final String TASK = ".task";
    private static final String DATA = ".data";
    private static final String PART = ".part";

    private final Path folder;
    private final Limits limits;

    /**
     * @param fileBytes most bytes of a file as it is sent
     * @param spoolBytes most bytes of all files together
     * @param freeBytes what must stay free on the disk
     * @param inflatedBytes most bytes of a file once inflated
     */
    record Limits(long fileBytes, long spoolBytes, long freeBytes, long inflatedBytes) {}

    /** A file that has arrived whole. */
    record Arrived(Path file, String sha256, long bytes) {}

    /** Why a file is not taken. */
    static final class Full extends Exception {
        private static final long serialVersionUID = 1;
        private final boolean tooLarge;

        private Full(boolean tooLarge, String message) {
            super(message, null, false, false);
            this.tooLarge = tooLarge;
        }

        /** Whether it is the file's own size; otherwise it may be sent again later. */
        boolean tooLarge() {
            return tooLarge;
        }
    }

    Spool(Path folder, Limits limits) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.limits = limits;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(PART)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Writes a body to disk, with its digest; it is safe there when this returns. */
    Arrived receive(InputStream body) throws IOException, Full {
        Path part = folder.resolve(UUID.randomUUID() + PART);
        boolean whole = false;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            MessageDigest digest = sha256();
            long others = size();
            long bytes = 0;
            var block = new byte[BLOCK];
            for (int count; (count = body.readNBytes(block, 0, BLOCK)) > 0; ) {
                bytes += count;
                requireRoom(bytes, others);
                digest.update(block, 0, count);
                ByteBuffer buffer = ByteBuffer.wrap(block, 0, count);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
            whole = true;
            return new Arrived(part, HexFormat.of().formatHex(digest.digest()), bytes);
        } finally {
            if (!whole) {
                Files.deleteIfExists(part);
            }
        }
    }

    private void requireRoom(long bytes, long others) throws IOException, Full {
        if (bytes > limits.fileBytes()) {
            throw new Full(
                    true, "a file has at most " + limits.fileBytes() + " bytes as it is sent; gzip it, or send parts");
        }
        if (bytes + others > limits.spoolBytes()) {
            throw new Full(false, "the files that wait have " + others + " of " + limits.spoolBytes() + " bytes");
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < limits.freeBytes()) {
            throw new Full(false, "only " + free + " bytes are free on the disk for imports");
        }
    }

    private long size() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                try {
                    bytes += Files.size(file);
                } catch (java.nio.file.NoSuchFileException gone) {
                    // Its batch has ended meanwhile.
                }
            }
        }
        return bytes;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes over what has arrived as the file of a batch. */
    void keep(Arrived arrived, BatchRow row) throws IOException {
        Files.move(arrived.file(), data(row.tenant(), row.batch()), StandardCopyOption.REPLACE_EXISTING);
        write(row);
    }

    void drop(Arrived arrived) throws IOException {
        Files.deleteIfExists(arrived.file());
    }

    Path data(String tenant, String batch) {
        return folder.resolve(tenant + "." + batch + DATA);
    }

    private Path task(String tenant, String batch) {
        return folder.resolve(tenant + "." + batch + TASK);
    }

    /** Forgets a batch that has ended. */
    void remove(Run run) throws IOException {
        Files.deleteIfExists(task(run.tenant(), run.batch()));
        Files.deleteIfExists(data(run.tenant(), run.batch()));
    }

    /** Writes down how far a batch is. */
    void write(BatchRow row) throws IOException {
        var values = new Properties();
        values.setProperty("tenant", row.tenant());
        values.setProperty("batch", row.batch());
        values.setProperty("run", String.valueOf(row.run()));
        values.setProperty("phase", row.phase());
        values.setProperty("series", row.origin().series());
        values.setProperty("file", row.origin().file());
        values.setProperty("options", row.origin().options());
        values.setProperty("sha256", row.origin().sha256());
        values.setProperty("bytes", String.valueOf(row.origin().bytes()));
        values.setProperty("created", String.valueOf(row.times().createdMillis()));
        values.setProperty("started", String.valueOf(row.times().startedMillis()));
        values.setProperty("token", row.token());
        Counts counts = row.counts();
        values.setProperty(
                "counts",
                counts.rowsTotal() + "," + counts.rowsDone() + "," + counts.accepted() + "," + counts.duplicate() + ","
                        + counts.replaced() + "," + counts.empty() + "," + counts.rejected() + "," + counts.undone());
        values.setProperty("revision", String.valueOf(row.revision()));
        var text = new StringWriter();
        values.store(text, null);
        Path file = task(row.tenant(), row.batch());
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + PART), text.toString());
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The batches that have not ended, the oldest first. */
    List<BatchRow> unfinished() throws IOException {
        var rows = new ArrayList<BatchRow>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(TASK)).toList()) {
                var values = new Properties();
                try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    values.load(in);
                }
                rows.add(row(values));
            }
        }
        rows.sort(java.util.Comparator.comparingLong(row -> row.times().createdMillis()));
        return rows;
    }

    private static BatchRow row(Properties values) {
        String[] counts = values.getProperty("counts", "").split(",");
        String started = values.getProperty("started", "null");
        return new BatchRow(
                values.getProperty("tenant", ""),
                values.getProperty("batch", ""),
                Integer.parseInt(values.getProperty("run", "1")),
                values.getProperty("phase", ""),
                "",
                new BatchRow.Origin(
                        values.getProperty("series", ""),
                        values.getProperty("file", ""),
                        values.getProperty("options", ""),
                        values.getProperty("sha256", ""),
                        number(values.getProperty("bytes"))),
                new Counts(
                        number(counts[0]),
                        number(counts[1]),
                        number(counts[2]),
                        number(counts[3]),
                        number(counts[4]),
                        number(counts[5]),
                        number(counts[6]),
                        number(counts[7])),
                new Times(
                        number(values.getProperty("created")),
                        started.equals("null") ? null : Long.valueOf(started),
                        null),
                values.getProperty("token", ""),
                Trouble.NONE,
                number(values.getProperty("revision")));
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
