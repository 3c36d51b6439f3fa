package io.joulestream.local.config;

import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checked-out and built repository: where the parts' jars and configuration are. */
public record Home(Path root) {

    /** The folder that the property {@code joulestream.home} names, else the first above the present one that fits. */
    public static Home find() {
        var named = System.getProperty("joulestream.home");
        var start = Path.of(named == null ? "" : named).toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("flink-conf/config.yaml"))) {
                return new Home(folder);
            }
        }
        throw new StackException("no flink-conf/config.yaml in " + start + " or above: run the script ./joulestream");
    }

    public Path flinkConf() {
        return root.resolve("flink-conf");
    }

    /** The default configuration. */
    public Path configFile() {
        return root.resolve("joulestream.yaml");
    }

    /** The class path of a part that runs others' software: kafka or flink. */
    public String partClassPath(String part) {
        return jarsIn(root.resolve("local/parts").resolve(part).resolve("target/lib"));
    }

    /** The class path of our own processes. */
    public String ownClassPath() {
        return jarsIn(root.resolve("local/target/lib"));
    }

    /** The shaded jar with all the jobs. */
    public Path jobsJar() {
        try (Stream<Path> files = Files.list(root.resolve("jobs/target"))) {
            return files.filter(file -> {
                        var name = file.getFileName().toString();
                        return name.startsWith("joulestream-jobs") && name.endsWith("-shaded.jar");
                    })
                    .findFirst()
                    .orElseThrow(() -> notBuilt("jobs/target/joulestream-jobs…-shaded.jar"));
        } catch (IOException missing) {
            throw new StackException(missing("jobs/target"), missing);
        }
    }

    private static String jarsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw notBuilt(folder.toString());
        }
        return folder.resolve("*").toString();
    }

    private static StackException notBuilt(String what) {
        return new StackException(missing(what));
    }

    private static String missing(String what) {
        return what + " is missing: build it with  mvn -DskipTests package";
    }
}
