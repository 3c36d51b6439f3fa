package io.joulestream.jobs.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Commits offsets to the consumer group as soon as the checkpoint that covers them has completed. The source does so too,
 * but only when its poll returns, which on a quiet topic takes ten seconds; {@code ?after=} would wait for that.
 *
 * <p>Passes records on unchanged; chained to the source. Without state, and a commit that fails is only logged: the
 * source's own follows.
 */
public final class OffsetCommit extends AbstractStreamOperator<Decoded>
        implements OneInputStreamOperator<Decoded, Decoded> {
    private final OffsetCommits commits;

    private transient Map<Integer, Long> next;
    private transient TreeMap<Long, Map<Integer, Long>> byCheckpoint;
    private transient OffsetCommits.Session session;

    @SuppressWarnings("NullAway.Init") // open() comes first
    private OffsetCommit(OffsetCommits commits) {
        this.commits = commits;
    }

    /** The same events; uid and name {@code offset-commit}. */
    public static DataStream<Decoded> attach(DataStream<Decoded> events, OffsetCommits commits) {
        return events.transform("offset-commit", events.getType(), new OffsetCommit(commits))
                .uid("offset-commit");
    }

    @Override
    public void open() throws Exception {
        super.open();
        next = new HashMap<>();
        byCheckpoint = new TreeMap<>();
        session = commits.open();
    }

    @Override
    public void processElement(StreamRecord<Decoded> element) {
        Decoded decoded = element.getValue();
        next.put(decoded.partition(), decoded.offset() + 1);
        output.collect(element);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        // What is not consumed after this checkpoint stays committed by it: only news is kept.
        byCheckpoint.put(context.getCheckpointId(), next);
        next = new HashMap<>();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        Map<Integer, Long> covered = new HashMap<>();
        var completed = byCheckpoint.headMap(checkpointId, true);
        completed.values().forEach(covered::putAll);
        completed.clear();
        if (!covered.isEmpty()) {
            session.commit(covered);
        }
    }

    @Override
    public void close() throws Exception {
        if (session != null) {
            session.close();
        }
        super.close();
    }
}
