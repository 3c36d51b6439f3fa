package io.joulestream.local.clickhouse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The engine's shared library from an npm package of one exact version and checksum, kept in a cache folder.
 *
 * <p>{@link #fetch} is idempotent, and safe when several processes call it at once: one fetches, the others wait. What
 * lies in the cache under its final name is complete and was verified. The registry is npm's own configuration.
 */
public record ClickHouseLibrary(String name, String version, String sha512, Path cache, String npm) {
    private static final String FILE = "libchdb.so";
    private static final long FETCH_MINUTES = 20;
    private static final Object ONE_PER_PROCESS = new Object();

    /** The version that everything here was verified with; {@code latest} lacks the streaming insert. */
    public static ClickHouseLibrary pinned() {
        String folder = System.getenv("JOULESTREAM_CACHE");
        return new ClickHouseLibrary(
                "@chdb/lib-linux-x64-gnu",
                "26.7.3-stable.1",
                "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==",
                folder == null || folder.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache", "joulestream")
                        : Path.of(folder),
                "npm");
    }

    /** Whether it was fetched before. */
    public boolean present() {
        return Files.exists(file());
    }

    private Path file() {
        return cache.resolve("chdb-" + version).resolve(FILE);
    }

    /** The library's path; downloads about 180 MB the first time and unpacks 570 MB. */
    public Path fetch() throws IOException {
        refuseOtherPlatforms();
        Path library = file();
        if (Files.exists(library)) {
            return library;
        }
        Files.createDirectories(cache);
        Path lockFile = cache.resolve("chdb-" + version + ".lock");
        synchronized (ONE_PER_PROCESS) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.exists(library) && lock.isValid()) {
                    fetchInto(library);
                }
            }
        }
        return library;
    }

    private void fetchInto(Path library) throws IOException {
        Path work = Files.createTempDirectory(cache, "fetch-");
        try {
            Path tarball = download(work);
            String found = sha512Of(tarball);
            if (!found.equals(sha512)) {
                throw new IOException("the npm package " + name + "@" + version + " has the checksum sha512-" + found
                        + ", expected sha512-" + sha512 + "; it was not used");
            }
            Path unpacked = work.resolve(FILE);
            unpack(tarball, unpacked);
            Files.createDirectories(library.getParent());
            Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            try (Stream<Path> files = Files.list(work)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(work);
        }
    }

    private Path download(Path work) throws IOException {
        Path log = work.resolve("npm.log");
        try {
            Process process = new ProcessBuilder(
                            npm,
                            "pack",
                            name + "@" + version,
                            "--pack-destination",
                            work.toString(),
                            "--ignore-scripts")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .directory(work.toFile())
                    .start();
            try {
                if (!process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES)) {
                    throw unavailable("npm did not finish within " + FETCH_MINUTES + " minutes");
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("fetching it was interrupted");
        } catch (IOException e) {
            throw unavailable("npm cannot be run (" + e.getMessage() + ")");
        }
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> unavailable("npm could not fetch it: " + firstError(log)));
        }
    }

    private static String firstError(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("npm error"))
                    .findFirst()
                    .orElse("no reason given");
        } catch (IOException e) {
            return "no reason given";
        }
    }

    private static String sha512Of(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] buffer = new byte[1 << 20];
                for (int n = 0; n >= 0; ) {
                    n = in.read(buffer);
                }
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    private void unpack(Path tarball, Path to) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(tarball)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals("package/" + FILE)) {
                    Files.copy(tar, to);
                    return;
                }
            }
        }
        throw new IOException("the npm package " + name + "@" + version + " holds no " + FILE);
    }

    private void refuseOtherPlatforms() throws IOException {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        boolean glibc = Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
        if (!os.equals("linux") || !processor.equals("amd64") || !glibc) {
            throw unavailable("there is none for " + os + " " + processor + (glibc ? "" : " without glibc"));
        }
    }

    private IOException unavailable(String why) {
        return new IOException(
                "the ClickHouse engine (npm package " + name + "@" + version + ") is not available: " + why
                        + ". Use a ClickHouse server instead: set JOULESTREAM_CLICKHOUSE_URL, for example to http://host:8123");
    }
}
