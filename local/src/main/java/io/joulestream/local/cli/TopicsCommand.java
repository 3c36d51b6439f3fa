package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.kafka.Topics;
import io.joulestream.local.stack.Addresses;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the topics that a Kafka lacks, with the settings that the jobs insist on. */
@Command(
        name = "topics",
        description = {
            "Creates the topics that a Kafka lacks; those that exist are left as they are.",
            "kafka.partitions says how many partitions: for ever, as more would split a series' order."
        },
        footer = {"", "Example:", "  ./joulestream topics --bootstrap kafka:9092 --set kafka.partitions=96"})
final class TopicsCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "The Kafka (default: that of up).")
    @Nullable
    String bootstrap;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        var config = settings.config(Home.find(), Map.of());
        var target = bootstrap == null ? Addresses.of(config).kafkaBootstrap() : bootstrap;
        Topics.ensure(target, config.kafka().partitions());
        spec.commandLine().getOut().println(target + " has all topics");
        return 0;
    }
}
