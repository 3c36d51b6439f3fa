package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.console.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole system until Ctrl-C. */
@Command(
        name = "up",
        description = "Runs the whole system on this machine until Ctrl-C; its state stays in the data folder.",
        footer = {"", "Example:", "  ./joulestream up --data data --port 8080"})
final class UpCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Option(names = "--data", paramLabel = "DIR", description = "The folder that holds everything (default: data).")
    @Nullable
    Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "Of the endpoint (default: 8080).")
    @Nullable
    Integer port;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var console = new Console(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        var foreground = new Foreground(console, "up", () -> {});
        foreground.start(Home.find(), settings.config(Home.find(), flags()));
        foreground.awaitStopped();
        return 0;
    }

    private Map<String, String> flags() {
        var flags = new HashMap<String, String>();
        if (data != null) {
            flags.put("data", data.toString());
        }
        if (port != null) {
            flags.put("endpoint.port", port.toString());
        }
        return flags;
    }
}
