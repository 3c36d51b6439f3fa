package io.joulestream.jobs.readings;

import io.joulestream.core.history.Revisions;
import io.joulestream.jobs.clickhouse.LedgerRow;
import io.joulestream.jobs.run.AttemptEpoch;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keyed by partition: adds up what the operators counted, and writes a row of each partition that moved before each
 * barrier. The operators tell before theirs, so the row holds exactly what its checkpoint holds.
 *
 * <p>State: {@link PartitionLedger} per partition of the log, whose number never changes; the attempt's epoch.
 */
final class LedgerOperator extends AbstractStreamOperator<LedgerRow>
        implements OneInputStreamOperator<LedgerDelta, LedgerRow> {
    private transient AttemptEpoch epoch;
    private transient Revisions revisions;
    private transient ValueState<byte[]> state;
    /** Those that moved since the last barrier. */
    private transient Map<Integer, PartitionLedger> moved;

    @SuppressWarnings("NullAway.Init") // initializeState() comes first
    LedgerOperator() {}

    /** The rows of table {@code ledger}; uid and name {@code ledger}. */
    static SingleOutputStreamOperator<LedgerRow> attach(DataStream<LedgerDelta> deltas) {
        return deltas.keyBy(LedgerDelta::partition)
                .transform("ledger", TypeInformation.of(LedgerRow.class), new LedgerOperator())
                .uid("ledger")
                .name("ledger");
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        epoch = AttemptEpoch.start(
                context.getOperatorStateStore(),
                getProcessingTimeService().getCurrentProcessingTime(),
                getRuntimeContext().getTaskInfo().getAttemptNumber());
        revisions = epoch.revisions();
        state = context.getKeyedStateStore()
                .getState(new ValueStateDescriptor<>("partition", BytePrimitiveArraySerializer.INSTANCE));
        moved = new TreeMap<>();
    }

    @Override
    public void processElement(StreamRecord<LedgerDelta> element) throws Exception {
        LedgerDelta delta = element.getValue();
        PartitionLedger ledger = moved.get(delta.partition());
        if (ledger == null) {
            ledger = PartitionLedger.read(delta.partition(), state.value());
            moved.put(delta.partition(), ledger);
        }
        ledger.add(delta);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        Object key = getCurrentKey();
        for (Map.Entry<Integer, PartitionLedger> partition : moved.entrySet()) {
            setCurrentKey(partition.getKey());
            output.collect(new StreamRecord<>(partition.getValue().row(revisions)));
            state.update(partition.getValue().write());
        }
        moved.clear();
        if (key != null) {
            setCurrentKey(key);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        epoch.checkpoint(getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void finish() throws Exception {
        prepareSnapshotPreBarrier(Long.MAX_VALUE);
        super.finish();
    }
}
