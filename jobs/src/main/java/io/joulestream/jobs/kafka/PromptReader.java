package io.joulestream.jobs.kafka;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * A reader whose fetcher thread is woken for each commit of something new. New splits are the one thing that wakes it,
 * so it is given none; and only while no records are at hand, for then it waits in a poll. One that is woken between two
 * polls fails the job if the commit is its next call and the group's coordinator is not known yet; a busy one comes to the
 * commit by itself.
 */
@SuppressWarnings("try") // close() throws what the interface lets it throw
final class PromptReader<T, S extends SourceSplit> implements SourceReader<T, S> {
    private final SourceReader<T, S> reader;
    /** Positions by checkpoint, of those that are under way. */
    private final TreeMap<Long, List<S>> snapshots = new TreeMap<>();

    private List<S> committed = List.of();
    private boolean commitWaits;

    PromptReader(SourceReader<T, S> reader) {
        this.reader = reader;
    }

    @Override
    public List<S> snapshotState(long checkpointId) {
        List<S> splits = reader.snapshotState(checkpointId);
        snapshots.put(checkpointId, List.copyOf(splits));
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
        List<S> positions = snapshots.get(checkpointId);
        snapshots.headMap(checkpointId, true).clear();
        if (positions != null && !positions.equals(committed)) {
            committed = positions;
            commitWaits = true;
            if (!reader.isAvailable().isDone()) {
                wake();
            }
        }
    }

    private void wake() {
        commitWaits = false;
        reader.addSplits(List.of());
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        snapshots.remove(checkpointId);
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        InputStatus status = reader.pollNext(output);
        if (commitWaits && status == InputStatus.NOTHING_AVAILABLE) {
            wake();
        }
        return status;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void addSplits(List<S> splits) {
        reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
