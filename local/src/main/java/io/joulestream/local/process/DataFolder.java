package io.joulestream.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds all of one system, locked while it is open.
 *
 * <p>The lock is the operating system's: it goes with the process that holds it, however that ends.
 */
public final class DataFolder implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** Creates what is missing; fails with a {@link StackException} where another system has the folder. */
    public static DataFolder open(Path folder) throws IOException {
        var root = folder.toAbsolutePath().normalize();
        Files.createDirectories(root.resolve("log"));
        Files.createDirectories(root.resolve("run"));
        var channel = FileChannel.open(root.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new StackException(
                    "another system runs in " + root + ": stop it, or choose another folder with --data");
        }
        return new DataFolder(root, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    /** Fails with a line where the disk is all but full: broker and store would only find out when it is. */
    public void requireFree(long bytes) throws IOException {
        var free = usableBytes();
        if (free < bytes) {
            throw new StackException("the disk of " + root + " is full: " + (free >> 20) + " MB free, needed are "
                    + (bytes >> 20) + " MB; free some, or choose another folder with --data");
        }
    }

    /** What its disk can still take. */
    public long usableBytes() {
        return root.toFile().getUsableSpace();
    }

    /** Absolute. */
    public Path root() {
        return root;
    }

    /** The folder of one part; created. */
    public Path part(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    /** A file in the folder of logs. */
    public Path log(String file) {
        return root.resolve("log").resolve(file);
    }

    /** A file that describes running processes. */
    public Path run(String file) {
        return root.resolve("run").resolve(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
