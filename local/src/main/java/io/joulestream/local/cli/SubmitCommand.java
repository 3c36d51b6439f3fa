package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.flink.JobSpec;
import io.joulestream.local.flink.Jobs;
import io.joulestream.local.process.StackException;
import io.joulestream.local.stack.Addresses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits one job to a Flink cluster. */
@Command(
        name = "submit",
        description = "Submits a job to a Flink cluster; refuses where a job of that name runs already.",
        footer = {
            "",
            "Example:",
            "  ./joulestream submit readings -c readings.properties --target http://flink:8081 --parallelism 8"
        })
final class SubmitCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Parameters(paramLabel = "JOB", description = "The job: readings or activities.")
    String job = "";

    @Option(
            names = "-c",
            paramLabel = "FILE",
            description = {
                "The job's settings, a line each: kafka-bootstrap: broker:9092.",
                "A password is not among them: name a file on the cluster (clickhouse-password-file)."
            })
    @Nullable
    Path file;

    @Option(names = "--target", paramLabel = "URL", description = "The cluster's REST address (default: that of up).")
    @Nullable
    String target;

    @Option(names = "--from-savepoint", paramLabel = "PATH", description = "A savepoint or checkpoint to start from.")
    @Nullable
    String savepoint;

    @Option(names = "--parallelism", paramLabel = "N", description = "Default: flink.parallelism.")
    @Nullable
    Integer parallelism;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var home = Home.find();
        var config = settings.config(home, Map.of());
        var url = target == null ? Addresses.of(config).flinkUrl() : target;
        var cluster = new FlinkRest(url);
        var named = Jobs.named(
                job, arguments(), parallelism == null ? config.flink().parallelism() : parallelism);
        var running = cluster.jobs().stream()
                .filter(listed -> listed.name().equals(job) && !listed.ended())
                .findFirst();
        if (running.isPresent()) {
            throw new StackException(job + " runs on " + url + " as "
                    + running.get().id() + ": stop it first, as two would write the same rows");
        }
        var id = UUID.randomUUID().toString().replace("-", "");
        // What somebody names by hand stays theirs.
        var spec = new JobSpec(named.name(), named.mainClass(), named.arguments(), named.parallelism(), false);
        cluster.submit(home.jobsJar(), spec, id, Optional.ofNullable(savepoint));
        this.spec.commandLine().getOut().println(job + " submitted to " + url + " as " + id);
        return 0;
    }

    /** The file is here, the job's main runs on the cluster: what the file says goes along as flags. */
    private List<String> arguments() {
        return file == null ? List.of() : JobFile.flags(file);
    }
}
