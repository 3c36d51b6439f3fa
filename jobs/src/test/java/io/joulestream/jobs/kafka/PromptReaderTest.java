package io.joulestream.jobs.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PromptReaderTest {
    private final List<String> calls = new ArrayList<>();
    private final Recording recording = new Recording();
    private final PromptReader<String, KafkaPartitionSplit> reader = new PromptReader<>(recording);

    /** A reader at an offset that writes down what it is told. */
    private final class Recording implements SourceReader<String, KafkaPartitionSplit> {
        private long offset;
        private CompletableFuture<Void> available = new CompletableFuture<>();

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return List.of(new KafkaPartitionSplit(new TopicPartition("readings", 0), offset));
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            calls.add("commit " + checkpointId);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {
            calls.add("wake " + splits);
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<String> output) {
            return available.isDone() ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    @Test
    void wakesTheFetcherForACommitOfSomethingNewOnly() throws Exception {
        recording.offset = 5;
        reader.snapshotState(1);
        reader.notifyCheckpointComplete(1);
        reader.snapshotState(2);
        reader.notifyCheckpointComplete(2);
        recording.offset = 6;
        reader.snapshotState(3);
        reader.snapshotState(4);
        reader.notifyCheckpointComplete(3);
        reader.notifyCheckpointComplete(4);
        assertEquals(List.of("commit 1", "wake []", "commit 2", "commit 3", "wake []", "commit 4"), calls);
    }

    @Test
    void forgetsCheckpointsThatNeverComplete() throws Exception {
        recording.offset = 5;
        reader.snapshotState(1);
        reader.notifyCheckpointAborted(1);
        reader.snapshotState(2);
        reader.snapshotState(3);
        reader.notifyCheckpointComplete(3);
        reader.notifyCheckpointComplete(2);
        assertEquals(List.of("commit 3", "wake []", "commit 2"), calls);
    }

    @Test
    @SuppressWarnings("NullAway") // the recording reader puts nothing out
    void wakesABusyFetcherOnlyOnceItHasNothingMore() throws Exception {
        recording.offset = 5;
        recording.available = CompletableFuture.completedFuture(null);
        reader.snapshotState(1);
        reader.notifyCheckpointComplete(1);
        assertEquals(InputStatus.MORE_AVAILABLE, reader.pollNext(null));
        assertEquals(List.of("commit 1"), calls);
        recording.available = new CompletableFuture<>();
        assertEquals(InputStatus.NOTHING_AVAILABLE, reader.pollNext(null));
        assertEquals(InputStatus.NOTHING_AVAILABLE, reader.pollNext(null));
        assertEquals(List.of("commit 1", "wake []"), calls);
    }
}
