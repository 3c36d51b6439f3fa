package io.joulestream.jobs.activities;

import io.joulestream.core.history.Revisions;
import io.joulestream.jobs.run.AttemptEpoch;
import java.time.Clock;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/**
 * What makes rows: each with a revision greater than all that this attempt's subtask and the attempts before it gave
 * (SEMANTICS 20). A key stays with its subtask while an attempt lasts, so its rows need no counter of their own in state.
 */
abstract class RevisedRows<I, O> extends KeyedProcessFunction<String, I, O> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private Clock clock = Clock.systemUTC();
    private transient AttemptEpoch epoch;
    private transient Revisions revisions;
    private transient long last;

    @SuppressWarnings("NullAway.Init") // initializeState() comes first
    RevisedRows() {}

    /** Takes a serializable clock instead of the machine's. */
    final void startBy(Clock other) {
        clock = other;
    }

    @Override
    public final void initializeState(FunctionInitializationContext context) throws Exception {
        epoch = AttemptEpoch.start(
                context.getOperatorStateStore(),
                clock.millis(),
                getRuntimeContext().getTaskInfo().getAttemptNumber());
        revisions = epoch.revisions();
    }

    @Override
    public final void snapshotState(FunctionSnapshotContext context) throws Exception {
        epoch.checkpoint(clock.millis());
    }

    final long nextRevision() {
        last = revisions.after(last);
        return last;
    }
}
