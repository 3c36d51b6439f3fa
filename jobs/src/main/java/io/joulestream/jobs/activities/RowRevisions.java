package io.joulestream.jobs.activities;

import io.joulestream.core.history.Revisions;
import io.joulestream.jobs.run.AttemptEpoch;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The revisions of an operator's rows: each greater than all that this attempt's subtask and the attempts before it gave
 * (SEMANTICS 20). A key stays with its subtask while an attempt lasts, so its rows need no counter of their own in state.
 */
final class RowRevisions {
    private final AttemptEpoch epoch;
    private final Revisions revisions;
    private long last;

    private RowRevisions(AttemptEpoch epoch) {
        this.epoch = epoch;
        this.revisions = epoch.revisions();
    }

    static RowRevisions start(FunctionInitializationContext context, RuntimeContext runtime) throws Exception {
        return new RowRevisions(AttemptEpoch.start(
                context.getOperatorStateStore(),
                System.currentTimeMillis(),
                runtime.getTaskInfo().getAttemptNumber()));
    }

    long next() {
        last = revisions.after(last);
        return last;
    }

    void snapshot() throws Exception {
        epoch.checkpoint(System.currentTimeMillis());
    }
}
