package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.health.Examination;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how a running system is, at a glance. */
@Command(
        name = "status",
        description = {
            "How a running system is, a line each: parts, job, checkpoints, lag, tables, dead letters, series.",
            "Ends with 0 where all is well, else with 1; warnings count with --strict only. doctor says more."
        },
        footer = {"", "Example:", "  ./joulestream status --watch 5"})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Mixin
    TargetOptions options = new TargetOptions();

    @Mixin
    ReportOptions report = new ReportOptions();

    @Option(names = "--watch", paramLabel = "SECONDS", description = "Again and again, until Ctrl-C.")
    int everySeconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var target = options.target(settings.config(Home.find(), options.flags()), System.getenv());
        while (true) {
            var printed = report.lines(spec.commandLine().getOut());
            Examination.quick(target, printed);
            if (everySeconds <= 0) {
                return printed.exitCode();
            }
            TimeUnit.SECONDS.sleep(everySeconds);
            spec.commandLine().getOut().println();
        }
    }
}
