package io.joulestream.local.process;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How one part's JVM is started: tethered to this process, its output appended to a file.
 *
 * @param name of the part, also of its files
 * @param classPath jars, or folders with a trailing {@code /*}
 * @param environment added to this process's; the place for secrets, as arguments are visible to other users
 */
public record ChildCommand(
        String name,
        List<String> jvmFlags,
        List<String> classPath,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {

    /** Marks a process as ours in its command line, followed by the part's name. */
    static final String MARK = "-Djoulestream.part=";

    /** The command as the operating system gets it. */
    List<String> line() {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add(MARK + name);
        line.addAll(jvmFlags);
        line.add("-cp");
        line.add(ownCode() + File.pathSeparator + classPath.stream().collect(Collectors.joining(File.pathSeparator)));
        line.add(Tether.class.getName());
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /** Starts it; the caller keeps the process's standard input open for as long as it shall live. */
    public Process start(DataFolder folder) throws IOException {
        var output = folder.log(name + ".out").toFile();
        var builder = new ProcessBuilder(line())
                .directory(folder.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        // Settings of ours reach a part by its own names only: it refuses those it does not know.
        builder.environment().keySet().removeIf(name -> name.startsWith("JOULESTREAM_"));
        builder.environment().putAll(environment);
        // glibc's arenas, one for each of a JVM's many threads, cost RocksDB and Netty hundreds of megabytes.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }

    /** The jar or folder that holds {@link Tether}. */
    private static String ownCode() {
        try {
            return Path.of(Tether.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
