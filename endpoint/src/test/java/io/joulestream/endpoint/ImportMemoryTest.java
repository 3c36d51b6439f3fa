package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.imports.Importer;
import io.joulestream.endpoint.imports.Ports;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.store.BatchRow;
import io.joulestream.endpoint.store.SeriesRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the file: an import needs no more memory than a JVM of 64 MB has. */
class ImportMemoryTest {
    private static final int MANY_ROWS = 400_000;
    private static final int LONG_LINE = 100 << 20;
    private static final long BOMB = 600L << 20;
    private static final long MOST_INFLATED = 512L << 20;

    @Test
    void staysWithinSixtyFourMegabytes(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportMemoryTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            process.waitFor(5, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("import "))
                .toList();
        assertEquals(
                List.of(
                        "import many done accepted " + MANY_ROWS + " rejected 0 ",
                        "import long done accepted 2 rejected 1 ",
                        "import bomb refused accepted 0 rejected 0 file_too_large"),
                lines,
                Files.readString(output));
    }

    /** What the JVM of 64 MB does. */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var store = new FakeStore();
        var definition = SeriesDefinition.of(Map.of("kind", "counter", "unit", "kWh"), ZoneOffset.UTC);
        store.series.put(
                new SeriesKey("default", "meter"),
                new SeriesRow("meter", definition, false, 1, new SeriesRow.Readings(0, null, null, "")));
        var visibility = new FakeVisibility();
        visibility.next = Long.MAX_VALUE;
        var batches = new FakeBatches(new FakeLog());
        var limits = new Importer.Limits(
                Files.createDirectories(folder.resolve("spool")), 1L << 30, 1L << 30, 1 << 20, MOST_INFLATED);
        try (var importer = new Importer(
                new Ports(new ForgetfulLog(), visibility, "readings", store, batches, ZoneOffset.UTC), limits)) {
            importer.start();
            send(importer, "many", file(folder, ImportMemoryTest::manyRows));
            send(importer, "long", file(folder, ImportMemoryTest::longLine));
            send(importer, "bomb", file(folder, ImportMemoryTest::bomb));
        }
    }

    private static void send(Importer importer, String name, Path file) throws Exception {
        Importer.Receipt receipt;
        var options = Map.of("series", List.of("meter"), "onError", List.of("skip"));
        try (var body = Files.newInputStream(file)) {
            receipt = importer.receive("default", options, name, body);
        }
        BatchRow row = importer.find("default", receipt.batch()).orElseThrow();
        while (!Set.of("done", "refused", "failed").contains(row.phase())) {
            TimeUnit.MILLISECONDS.sleep(20);
            row = importer.find("default", receipt.batch()).orElseThrow();
        }
        System.out.println("import " + name + " " + row.phase() + " accepted "
                + row.counts().accepted() + " rejected " + row.counts().rejected() + " "
                + row.trouble().reason());
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static Path file(Path folder, Content content) throws IOException {
        Path file = Files.createTempFile(folder, "sent", ".csv.gz");
        try (var out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.write("ts,value\n".getBytes(StandardCharsets.US_ASCII));
            content.writeTo(out);
        }
        return file;
    }

    private static void manyRows(OutputStream out) throws IOException {
        for (int i = 0; i < MANY_ROWS; i++) {
            out.write(row(i).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String row(int number) {
        return 1_600_000_000_000L + number * 60_000L + "," + number + "\n";
    }

    private static void longLine(OutputStream out) throws IOException {
        out.write(row(1).getBytes(StandardCharsets.US_ASCII));
        repeat(out, LONG_LINE);
        out.write('\n');
        out.write(row(2).getBytes(StandardCharsets.US_ASCII));
    }

    private static void bomb(OutputStream out) throws IOException {
        repeat(out, BOMB);
    }

    private static void repeat(OutputStream out, long bytes) throws IOException {
        byte[] piece = "0".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        for (long written = 0; written < bytes; written += piece.length) {
            out.write(piece);
        }
    }

    /** Acknowledges everything and keeps nothing. */
    private static final class ForgetfulLog implements EventLog {
        @Override
        public Append begin() {
            return begin("readings");
        }

        @Override
        public Append begin(String topic) {
            return new Append() {
                @Override
                public void add(String key, byte[] value) {}

                @Override
                public Token acknowledged() {
                    return new Token(topic, Map.of(0, 0L));
                }
            };
        }

        @Override
        public void close() {}
    }
}
