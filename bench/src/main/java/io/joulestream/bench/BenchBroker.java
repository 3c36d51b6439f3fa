package io.joulestream.bench;

import io.joulestream.local.config.Home;
import io.joulestream.local.kafka.KafkaBroker;
import io.joulestream.local.kafka.Topics;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.KeptChild;
import io.joulestream.local.process.Ports;
import io.joulestream.local.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A broker in a process of its own with the topics of {@code up}, which a whole system may take over afterwards. */
final class BenchBroker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final int PARTITIONS = 48;
    private static final int HEAP_MEGABYTES = 320;

    private final DataFolder folder;
    private final KafkaBroker broker;
    private final KeptChild child;

    BenchBroker(Path data) throws IOException {
        folder = DataFolder.open(data);
        broker = new KafkaBroker(
                folder,
                Home.find().partClassPath("kafka"),
                Ports.claim(0, "kafka", ""),
                Ports.claim(0, "kafka's controller", ""),
                HEAP_MEGABYTES);
        child = KeptChild.start(broker.prepare(), folder, (part, line) -> {}, () -> {});
        Waiting.until("the broker to answer", START, () -> {
            Topics.ensure(broker.bootstrap(), PARTITIONS);
            return true;
        });
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** Stops the process; the log stays in the folder. */
    @Override
    public void close() throws IOException {
        child.stop(Duration.ofSeconds(10));
        folder.close();
    }
}
