package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.stack.Addresses;
import io.joulestream.local.stack.Status;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says how a running system is. */
@Command(
        name = "status",
        description = "How the running system is: a line each, and what to do about what is not well.",
        footer = {"", "Example:", "  ./joulestream status"})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    /** 0 where all is well, 1 otherwise. */
    @Override
    public Integer call() {
        var lines = new Status(Addresses.of(settings.config(Home.find(), Map.of()))).lines();
        var out = spec.commandLine().getOut();
        lines.forEach(line -> out.println(line));
        return lines.stream().allMatch(Status.Line::well) ? 0 : 1;
    }
}
