package io.joulestream.local.config;

import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Merges the settings of a file, the environment and flags; the later wins.
 *
 * <p>The key {@code kafka.controller-port} is {@code JOULESTREAM_KAFKA_CONTROLLER_PORT} in the environment. Variables
 * with that prefix that are no setting of the local system belong to other parts. The data folder alone has no variable:
 * {@code JOULESTREAM_DATA} is where tests find real data.
 */
public final class ConfigSources {

    private ConfigSources() {}

    /** Merged and checked. */
    public static LocalConfig config(Path file, Map<String, String> environment, Map<String, String> flags) {
        var settings = new HashMap<>(file(file));
        var known = new Values(Map.of());
        LocalConfig.read(known);
        for (var key : known.known()) {
            var value = environment.get(variable(key));
            if (value != null && !key.equals("data")) {
                settings.put(key, value);
            }
        }
        settings.putAll(flags);
        return LocalConfig.from(settings);
    }

    static String variable(String key) {
        return "JOULESTREAM_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The file's settings, flattened to dotted keys. */
    static Map<String, String> file(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            var settings = new HashMap<String, String>();
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            if (content != null) {
                flatten("", content, settings, file);
            }
            return settings;
        } catch (IOException missing) {
            throw new StackException("cannot read the configuration " + file, missing);
        } catch (YAMLException wrong) {
            throw new StackException(file + " is not YAML: " + firstLine(wrong), wrong);
        }
    }

    private static void flatten(String prefix, Object node, Map<String, String> settings, Path file) {
        if (!(node instanceof Map<?, ?> map)) {
            throw new StackException(file + " has to hold settings by name, as in the file that comes along");
        }
        for (var entry : map.entrySet()) {
            var key = prefix + entry.getKey();
            if (entry.getValue() instanceof Map<?, ?> inner) {
                flatten(key + ".", inner, settings, file);
            } else if (entry.getValue() != null) {
                settings.put(key, String.valueOf(entry.getValue()));
            }
        }
    }

    private static String firstLine(YAMLException wrong) {
        return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    }
}
