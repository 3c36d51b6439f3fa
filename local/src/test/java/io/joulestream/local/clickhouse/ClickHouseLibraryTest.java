package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickHouseLibraryTest {
    private static final byte[] CONTENT = "a library".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void fetchesOnceAndLeavesNothingElseBehind() throws Exception {
        ClickHouseLibrary library = library(sha512(tarball()));
        assertEquals("a library", Files.readString(library.fetch()));
        assertEquals("a library", Files.readString(library.fetch()));
        assertEquals(List.of("x"), Files.readAllLines(folder.resolve("calls")));
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            assertEquals(
                    List.of("chdb-1.2.3", "chdb-1.2.3.lock"),
                    files.map(file -> String.valueOf(file.getFileName()))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void refusesAnotherChecksum() throws Exception {
        tarball();
        IOException refused =
                assertThrows(IOException.class, () -> library("AAAA").fetch());
        assertTrue(String.valueOf(refused.getMessage()).contains("expected sha512-AAAA; it was not used"));
        assertTrue(Files.notExists(folder.resolve("cache/chdb-1.2.3/libchdb.so")));
    }

    @Test
    void saysHowToUseAServerWhereNpmIsMissing() {
        ClickHouseLibrary library = new ClickHouseLibrary(
                "name", "1", "", folder, folder.resolve("nosuch").toString());
        String message =
                String.valueOf(assertThrows(IOException.class, library::fetch).getMessage());
        assertTrue(message.contains("npm cannot be run") && message.contains("JOULESTREAM_CLICKHOUSE_URL"), message);
    }

    @Test
    void fetchesOnceWhenManyAskAtOnce() throws Exception {
        ClickHouseLibrary library = library(sha512(tarball()));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Fetch.class.getName(),
                            library.sha512(),
                            library.cache().toString(),
                            library.npm())
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        }
        assertEquals(List.of("x"), Files.readAllLines(folder.resolve("calls")));
    }

    /** A process of its own that fetches. */
    static final class Fetch {
        private Fetch() {}

        public static void main(String[] args) throws IOException {
            new ClickHouseLibrary("name", "1.2.3", args[0], Path.of(args[1]), args[2]).fetch();
        }
    }

    /** An npm that copies a small package and counts its calls. */
    private ClickHouseLibrary library(String sha512) throws IOException {
        Path npm = folder.resolve("npm");
        Files.writeString(npm, "#!/bin/sh\necho x >> " + folder + "/calls\ncp " + folder + "/package.tgz \"$4\"\n");
        assertTrue(npm.toFile().setExecutable(true));
        return new ClickHouseLibrary("name", "1.2.3", sha512, folder.resolve("cache"), npm.toString());
    }

    private Path tarball() throws IOException {
        Path file = folder.resolve("package.tgz");
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            TarArchiveEntry entry = new TarArchiveEntry("package/libchdb.so");
            entry.setSize(CONTENT.length);
            tar.putArchiveEntry(entry);
            tar.write(CONTENT);
            tar.closeArchiveEntry();
        }
        return file;
    }

    private static String sha512(Path file) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file)));
    }
}
