package io.joulestream.local.stack;

import io.joulestream.local.process.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords between the parts, made up once per data folder, in files that only their owner reads. */
final class Secrets {

    private static final int BYTES = 24;

    private final Path folder;

    Secrets(DataFolder data) throws IOException {
        this.folder = data.part("secrets");
        restrict(folder, "rwx------");
    }

    /** The file that holds the secret, and nothing else. */
    Path file(String name) throws IOException {
        var file = folder.resolve(name);
        // The parts start at the same time, and several ask for the same secret.
        synchronized (Secrets.class) {
            if (!Files.exists(file)) {
                var random = new byte[BYTES];
                new SecureRandom().nextBytes(random);
                var unfinished = folder.resolve(name + ".new");
                Files.writeString(unfinished, HexFormat.of().formatHex(random));
                restrict(unfinished, "rw-------");
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return file;
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
