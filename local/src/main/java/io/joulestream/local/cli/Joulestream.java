package io.joulestream.local.cli;

import io.joulestream.local.process.StackException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command line: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "joulestream",
        description = "Exact, always current energy and activity windows.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            MigrateCommand.class,
            SubmitCommand.class,
            TopicsCommand.class,
            StatusCommand.class,
            ImportCommand.class,
            DeadLettersCommand.class,
            DoctorCommand.class,
            BenchCommand.class
        },
        footer = {"", "Example:", "  ./joulestream up --data data --port 8080"})
public final class Joulestream {

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Joulestream())
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line))
                .setUsageHelpAutoWidth(true);
    }

    /** What we foresaw needs one line; anything else is a bug, and its trace is the report. */
    private static int failed(Exception failure, CommandLine line) {
        if (failure instanceof StackException || failure instanceof IOException) {
            line.getErr().println("joulestream: " + failure.getMessage());
        } else {
            failure.printStackTrace(line.getErr());
        }
        return ExitCode.SOFTWARE;
    }
}
