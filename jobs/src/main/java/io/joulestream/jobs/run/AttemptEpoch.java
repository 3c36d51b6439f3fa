package io.joulestream.jobs.run;

import io.joulestream.core.history.Revisions;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/** The epoch of an operator's attempt, greater than those of the attempts before it (SEMANTICS 20). */
public final class AttemptEpoch {
    private final ListState<Long> checkpointed;
    private final long epoch;

    private AttemptEpoch(ListState<Long> checkpointed, long epoch) {
        this.checkpointed = checkpointed;
        this.epoch = epoch;
    }

    /** @param attempt its number: attempts that start from one checkpoint while the clock is behind it differ in it */
    public static AttemptEpoch start(OperatorStateStore store, long clockMillis, int attempt) throws Exception {
        // A union list: after a rescale every subtask must start above all the epochs before.
        ListState<Long> epochs = store.getUnionListState(new ListStateDescriptor<>("epoch", LongSerializer.INSTANCE));
        long latest = 0;
        for (long known : epochs.get()) {
            latest = Math.max(latest, known);
        }
        return new AttemptEpoch(epochs, Revisions.epoch(clockMillis, latest + attempt));
    }

    public Revisions revisions() {
        return new Revisions(epoch);
    }

    /** At least the clock: then an attempt that follows a clock set back still starts above all revisions of this one. */
    public void checkpoint(long clockMillis) throws Exception {
        checkpointed.update(List.of(Math.max(epoch, clockMillis)));
    }
}
