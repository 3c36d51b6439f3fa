package io.joulestream.local.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A compose file as names, texts and lists of texts; what is missing is empty. */
record ComposeFile(Map<String, Service> services, Map<String, String> secretFiles, Map<String, String> volumes) {

    /** @param dependsOn the condition by service */
    record Service(
            String image,
            List<String> entrypoint,
            List<String> command,
            Map<String, String> environment,
            List<String> volumes,
            List<String> ports,
            List<String> secrets,
            Map<String, String> dependsOn,
            String restart,
            Map<String, String> healthcheck) {

        boolean runsOnce() {
            return restart.isEmpty();
        }
    }

    static ComposeFile read(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            var services = new LinkedHashMap<String, Service>();
            map(root, "services").forEach((name, service) -> services.put(name, service(service)));
            var secrets = new LinkedHashMap<String, String>();
            map(root, "secrets").forEach((name, secret) -> secrets.put(name, text(secret, "file")));
            return new ComposeFile(services, secrets, texts(root, "volumes", ""));
        }
    }

    private static Service service(Object node) {
        return new Service(
                text(node, "image"),
                list(node, "entrypoint"),
                list(node, "command"),
                texts(node, "environment", ""),
                list(node, "volumes"),
                list(node, "ports"),
                list(node, "secrets"),
                texts(node, "depends_on", "condition"),
                text(node, "restart"),
                texts(node, "healthcheck", ""));
    }

    private static Object get(Object node, String key) {
        Object value = node instanceof Map<?, ?> map ? map.get(key) : null;
        return value == null ? "" : value;
    }

    private static String text(Object node, String key) {
        return get(node, key).toString();
    }

    private static List<String> list(Object node, String key) {
        return get(node, key) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, Object> map(Object node, String key) {
        var entries = new LinkedHashMap<String, Object>();
        if (get(node, key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> entries.put(String.valueOf(name), value == null ? "" : value));
        }
        return entries;
    }

    /** @param inner of each value, or empty for the value itself */
    private static Map<String, String> texts(Object node, String key, String inner) {
        var entries = new LinkedHashMap<String, String>();
        map(node, key)
                .forEach((name, value) -> entries.put(name, inner.isEmpty() ? value.toString() : text(value, inner)));
        return entries;
    }
}
