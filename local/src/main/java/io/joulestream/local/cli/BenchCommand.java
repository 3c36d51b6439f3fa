package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Runs a benchmark in a JVM of its own: one with the size and the libraries that the job has on a cluster. */
@Command(
        name = "bench",
        description = {
            "Runs one benchmark: pipeline, sink, state or correction. Prints a table, with --json a JSON object a line.",
            "pipeline takes --series N, --ticks N (readings of each), --late PERCENT, --rounds N and --job-only;",
            "sink takes --rows N and --rounds N; state takes --series N (default: 1k, 10k and 100k, one after another;",
            "up to 10k a year of hourly readings, too: 10 GB of disk; 1M takes some ten minutes and 3 GB)."
        },
        footer = {"", "Example:", "  ./joulestream bench pipeline --json"})
final class BenchCommand implements Callable<Integer> {
    private static final String HEAP = "-Xmx3g";

    @Parameters(paramLabel = "NAME", description = "pipeline, sink, state or correction")
    String name = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @Unmatched
    List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var bench = Home.find().root().resolve("bench/target");
        if (!Files.isDirectory(bench.resolve("lib"))) {
            throw new StackException(bench + "/lib is missing: build it with  mvn -DskipTests package");
        }
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseParallelGC",
                // Flink copies closures by reflection.
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-Djoulestream.home=" + Home.find().root(),
                "-cp",
                bench.resolve("classes") + ":" + bench.resolve("lib/*"),
                "io.joulestream.bench.Main",
                name));
        line.addAll(options);
        var process = new ProcessBuilder(line).inheritIO().start();
        // Ctrl-C ends both; a plain kill of this one must not leave the other behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-bench"));
        return process.waitFor();
    }
}
