package io.joulestream.local.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Flink ignores what it does not know, so a misspelt key would go unnoticed. After packaging, which gathers Flink's jars. */
class FlinkConfIT {

    @Test
    void namesOnlyOptionsOfThisFlinkAndNoneTwice() throws Exception {
        var home = Home.find();
        var keys = new ArrayList<String>();
        for (var line : Files.readAllLines(home.flinkConf().resolve("config.yaml"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                keys.add(line.substring(0, line.indexOf(':')));
            }
        }
        assertEquals(keys.size(), new HashSet<>(keys).size());

        var unknown = new TreeSet<>(keys);
        unknown.removeAll(options(home.root().resolve("local/parts/flink/target/lib")));
        // The reporter's own: their names hold the name that we gave it.
        unknown.removeIf(key -> key.startsWith("metrics.reporter.prom."));

        assertEquals(Set.of(), unknown);
    }

    /** The keys of all options in Flink's own classes. */
    private static Set<String> options(Path libraries) throws Exception {
        try (Stream<Path> files = Files.list(libraries)) {
            var all = files.toList();
            var jars = all.stream()
                    .filter(file -> file.getFileName().toString().startsWith("flink-"))
                    .toList();
            var urls = new ArrayList<URL>();
            for (var jar : all) {
                urls.add(jar.toUri().toURL());
            }
            var keys = new HashSet<String>();
            try (var loader = new URLClassLoader(urls.toArray(URL[]::new), FlinkConfIT.class.getClassLoader())) {
                for (var name : optionClasses(jars)) {
                    addKeys(Class.forName(name, true, loader), keys);
                }
            }
            return keys;
        }
    }

    private static List<String> optionClasses(List<Path> jars) throws IOException {
        var names = new ArrayList<String>();
        for (var jar : jars) {
            try (var content = new JarFile(jar.toFile())) {
                content.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith("org/apache/flink/") && name.endsWith("Options.class"))
                        .filter(name -> name.contains("configuration") || name.contains("rocksdb"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.')));
            }
        }
        return names;
    }

    private static void addKeys(Class<?> options, Set<String> keys) throws ReflectiveOperationException {
        for (var field : options.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && Modifier.isPublic(field.getModifiers())
                    && field.getType().getSimpleName().equals("ConfigOption")) {
                var option = field.get(null);
                keys.add((String) field.getType().getMethod("key").invoke(option));
            }
        }
    }
}
