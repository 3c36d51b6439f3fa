package io.joulestream.local.cli;

import io.joulestream.local.config.ConfigSources;
import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that every command takes to find its settings. */
final class Settings {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; by default joulestream.yaml beside the script.")
    @Nullable
    Path file;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Overrides one setting of the configuration, such as kafka.port=9192.")
    Map<String, String> overrides = new HashMap<>();

    LocalConfig config(Home home, Map<String, String> flags) {
        var all = new HashMap<>(overrides);
        all.putAll(flags);
        return ConfigSources.config(file == null ? home.configFile() : file, System.getenv(), all);
    }
}
