package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.health.Examination;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Examines a running system. */
@Command(
        name = "doctor",
        description = {
            "Examines a running system: each finding with its evidence, why it matters and what to do about it.",
            "It only looks, changes nothing, and goes on where a part does not answer. docs/runbook.md has a heading for"
                    + " each check.",
            "Ends with 0 where there is no problem, else with 1; warnings count with --strict only."
        },
        footer = {
            "",
            "Example:",
            "  ./joulestream doctor --bootstrap kafka:9092 --target http://flink:8081 --url http://clickhouse:8123"
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Mixin
    TargetOptions options = new TargetOptions();

    @Mixin
    ReportOptions report = new ReportOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var target = options.target(settings.config(Home.find(), options.flags()), System.getenv());
        var printed = report.paragraphs(spec.commandLine().getOut());
        Examination.thorough(target, printed);
        printed.summary();
        return printed.exitCode();
    }
}
