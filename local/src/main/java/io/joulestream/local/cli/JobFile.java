package io.joulestream.local.cli;

import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;

/** A job's settings in a file of {@code key: value} lines, as the flags of its main. */
final class JobFile {

    private JobFile() {}

    static List<String> flags(Path file) {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        } catch (IOException missing) {
            throw new StackException("cannot read the job's settings " + file, missing);
        }
        var flags = new ArrayList<String>();
        for (var key : new TreeSet<>(settings.stringPropertyNames())) {
            if (key.endsWith("password")) {
                throw new StackException(file + " has " + key
                        + ": flags can be read by others; name a file on the cluster" + " as " + key + "-file");
            }
            flags.add("--" + key);
            flags.add(settings.getProperty(key));
        }
        return flags;
    }
}
