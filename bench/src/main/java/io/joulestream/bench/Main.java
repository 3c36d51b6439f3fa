package io.joulestream.bench;

import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one benchmark and prints its figures to standard output; what it is at, to standard error. */
@Command(
        name = "joulestream bench",
        description = "Runs one benchmark. Prints a table, or with --json a JSON object a line.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  ./joulestream bench pipeline --json"})
public final class Main implements Callable<Integer> {
    private static final List<Integer> STATE_SERIES = List.of(1_000, 10_000, 100_000);

    private static final int YEARS = 10;

    @Parameters(
            paramLabel = "NAME",
            description = {
                "pipeline: from the log to queryable rows",
                "sink: our ClickHouse sink against flink-connector-jdbc's",
                "state: size of a series, and corrections per second; a million series by --series 1000000:"
                        + " some 10 minutes, 3 GB of disk",
                "correction: until a corrected reading is visible, in a series of 10 years"
            })
    String name = "";

    @Option(names = "--json", description = "A JSON object a line: name, value, unit, ratio_to.")
    boolean json;

    @Option(
            names = "--series",
            paramLabel = "N",
            description = "pipeline: 10,000; state: 1k, 10k and 100k, one after another.")
    int series;

    @Option(names = "--ticks", paramLabel = "N", description = "pipeline: readings of each series, 1,000.")
    int ticks = 1_000;

    @Option(names = "--late", paramLabel = "PERCENT", description = "pipeline: readings out of order, 0.")
    int late;

    @Option(names = "--rows", paramLabel = "N", description = "sink: rows of each insert, 1,000,000.")
    int rows = 1_000_000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Of what alternates: 4; correction: each of five of each sort.")
    int rounds = 4;

    @Option(names = "--job-only", description = "pipeline: leave out what needs the whole system.")
    boolean jobOnly;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof StackException) {
                        line.getErr().println("joulestream: " + failure.getMessage());
                    } else {
                        failure.printStackTrace(line.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory("joulestream-bench");
        // Also where somebody presses Ctrl-C: it may be gigabytes.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-folder"));
        var measurements = new Measurements();
        switch (name) {
            case "pipeline" ->
                new PipelineBenchmark(
                                new ReadingLoad(series == 0 ? 10_000 : series, ticks, late, ReadingLoad.TICK_MILLIS),
                                rounds,
                                !jobOnly)
                        .run(folder, measurements);
            case "sink" -> new SinkBenchmark(rows, rounds).run(folder, measurements);
            case "state" -> new StateBenchmark(series == 0 ? STATE_SERIES : List.of(series)).run(folder, measurements);
            case "correction" -> new CorrectionBenchmark(YEARS, 5 * rounds).run(folder, measurements);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "NAME is '" + name + "'; allowed are pipeline, sink, state and correction");
        }
        var out = spec.commandLine().getOut();
        if (json) {
            measurements.printJson(out);
        } else {
            measurements.printTable(out);
        }
        out.flush();
        return 0;
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException inUse) {
            System.err.println("left behind: " + folder + " (" + inUse.getMessage() + ")");
        }
    }
}
