package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    private static final Duration READY = Duration.ofMinutes(3);

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
    public Integer call() throws IOException, InterruptedException {
        var started = System.nanoTime();
        var out = spec.commandLine().getOut();
        var home = Home.find();
        var config = settings.config(home, flags());
        say(out, "up", "starting in " + config.data());
        var stack = LocalStack.start(home, config, (part, line) -> say(out, part, line));
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, out, stopped), "stop"));
        var addresses = stack.addresses();
        say(out, "kafka", addresses.kafkaBootstrap());
        say(out, "clickhouse", addresses.clickHouseUrl());
        say(out, "flink", addresses.flinkUrl());
        say(out, "endpoint", addresses.endpointUrl());
        stack.awaitReady(READY);
        say(
                out,
                "ready",
                addresses.endpointUrl() + " after "
                        + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s; Ctrl-C stops");
        stopped.await();
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

    private static void stop(LocalStack stack, PrintWriter out, CountDownLatch stopped) {
        try {
            say(out, "up", "stopping");
            stack.close();
            say(out, "up", "stopped");
        } catch (IOException failed) {
            say(out, "up", "did not stop cleanly: " + failed.getMessage());
        } finally {
            stopped.countDown();
        }
    }

    private static synchronized void say(PrintWriter out, String part, String line) {
        out.printf("%-12s %s%n", part, line);
        out.flush();
    }
}
