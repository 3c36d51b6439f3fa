package io.joulestream.jobs.readings;

import io.joulestream.core.block.Retention;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.run.AttemptNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** One attempt of a subtask of the series operator; what it emits goes to a consumer, in its order within each stream. */
final class OperatorRun {
    private final SeriesOperator operator;
    private final KeyedOneInputStreamOperatorTestHarness<String, SeriesBatch, RollupRow> harness;
    private final MockEnvironment environment;
    private final Consumer<Object> rows;
    private final RandomLog.Decoder decoder = new RandomLog.Decoder();
    private final Map<String, Counter> counters = new TreeMap<>();
    private long checkpoints;

    /** @param number of the attempt: how often its subtask has been restarted */
    record Place(long clockMillis, int number, int parallelism, int subtask) {
        /** The only subtask, started for the first time. */
        static Place at(long clockMillis) {
            return new Place(clockMillis, 0, 1, 0);
        }

        Place number(int newNumber) {
            return new Place(clockMillis, newNumber, parallelism, subtask);
        }

        Place subtask(int newSubtask, int ofParallelism) {
            return new Place(clockMillis, number, ofParallelism, newSubtask);
        }
    }

    OperatorRun(
            ReadingsConfig.Series settings, Place place, @Nullable OperatorSubtaskState restored, Consumer<Object> rows)
            throws Exception {
        this(new SeriesOperator(settings, KEEP_ALL), place, restored, rows);
    }

    OperatorRun(SeriesOperator operator, Place place, @Nullable OperatorSubtaskState restored, Consumer<Object> rows)
            throws Exception {
        this.rows = rows;
        this.operator = operator;
        TestingMetricRegistry metrics = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    if (metric instanceof Counter counter) {
                        String[] scope = group.getScopeComponents();
                        counters.put(scope[scope.length - 1] + ":" + name, counter);
                    }
                })
                .build();
        environment = new MockEnvironmentBuilder()
                .setTaskName("series")
                .setMaxParallelism(MAX_PARALLELISM)
                .setParallelism(place.parallelism)
                .setSubtaskIndex(place.subtask)
                .setMetricGroup(
                        TaskManagerMetricGroup.createTaskManagerMetricGroup(metrics, "localhost", ResourceID.generate())
                                .addJob(new JobID(), "readings")
                                .addTask(ExecutionAttemptID.randomId(), "series"))
                .build();
        AttemptNumber.set(environment, place.number);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, SeriesBatch::key, Types.STRING, environment);
        harness.setProcessingTime(place.clockMillis);
        harness.initializeState(restored);
        harness.open();
    }

    static final int MAX_PARALLELISM = 16;

    /** Nothing leaves the state. */
    static final StateRetention KEEP_ALL = new StateRetention(Retention.KEEP_ALL, () -> {
        throw new AssertionError("nothing has left the state");
    });

    /** The records of each series as one batch; what the decoder refused goes straight to the dead letters. */
    void send(List<RandomLog.Entry> entries) throws Exception {
        Map<String, List<RandomLog.Entry>> bySeries = new LinkedHashMap<>();
        for (RandomLog.Entry entry : entries) {
            bySeries.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry);
        }
        for (Map.Entry<String, List<RandomLog.Entry>> series : bySeries.entrySet()) {
            EventWriter writer = new EventWriter();
            for (RandomLog.Entry entry : series.getValue()) {
                Decoded decoded = decoder.decode(entry);
                if (decoded.isRejected()) {
                    rows.accept(decoded.deadLetter());
                } else {
                    writer.add(decoded.event(), decoded.offset(), decoded.receivedMillis());
                }
            }
            if (writer.count() > 0) {
                send(new SeriesBatch(
                        series.getKey(), series.getValue().get(0).partition(), writer.count(), writer.toByteArray()));
            }
        }
    }

    /** One batch of a series in partition 0, from offset 0 on; the log receives it now. */
    void send(String key, SeriesEvent... events) throws Exception {
        sendReceived(harness.getProcessingTime(), key, events);
    }

    void sendReceived(long receivedMillis, String key, SeriesEvent... events) throws Exception {
        EventWriter writer = new EventWriter();
        for (SeriesEvent event : events) {
            writer.add(event, writer.count(), receivedMillis);
        }
        send(new SeriesBatch(key, 0, events.length, writer.toByteArray()));
    }

    void send(SeriesBatch batch) throws Exception {
        harness.processElement(new StreamRecord<>(batch));
        drain();
    }

    void advance(long millis) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + millis);
        drain();
    }

    void beforeBarrier() throws Exception {
        checkpoints++;
        harness.prepareSnapshotPreBarrier(checkpoints);
        drain();
    }

    OperatorSubtaskState checkpoint() throws Exception {
        beforeBarrier();
        return harness.snapshot(checkpoints, harness.getProcessingTime());
    }

    /** As {@link #checkpoint}, and every part of the job has made its own. */
    OperatorSubtaskState completedCheckpoint() throws Exception {
        OperatorSubtaskState state = checkpoint();
        completed(checkpoints);
        return state;
    }

    /** The number of the latest checkpoint that began. */
    long checkpoints() {
        return checkpoints;
    }

    /** Every part of the job has made this checkpoint: that may be told when the next one has begun. */
    void completed(long checkpoint) throws Exception {
        harness.notifyOfCompletedCheckpoint(checkpoint);
        drain();
    }

    /** The end of a bounded input. */
    void finish() throws Exception {
        var unused = harness.getProcessingTimeService().quiesce();
        operator.finish();
        drain();
    }

    /** Its checkpoints go on from there, as those of one job do over its attempts. */
    void startAfterCheckpoint(long last) {
        checkpoints = last;
    }

    long clock() {
        return harness.getProcessingTime();
    }

    int recomputeTimers() {
        try {
            return operator.recomputeTimers();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of both sorts: recomputations' and the one for busy series. */
    int timers() {
        return recomputeTimers() + operator.emitTimers();
    }

    /** Of series of which something will leave the state; only where none is watched for silence. */
    int archiveTimers() {
        return harness.numProcessingTimeTimers() - recomputeTimers();
    }

    /** Of series that are watched for silence. */
    int livenessTimers() {
        return harness.numProcessingTimeTimers() - recomputeTimers();
    }

    /** Leaves a timer of the watch behind that the series' head knows nothing of. */
    void leaveLivenessTimer(String key, long atMillis) throws Exception {
        operator.setCurrentKey(key);
        InternalTimerService<VoidNamespace> timers = operator.getInternalTimerService(
                "liveness", VoidNamespaceSerializer.INSTANCE, operator); // the watch has been set to answer it
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, atMillis);
    }

    /** Entries in keyed state: a head each, and what lies in the tables and waits. */
    int stateEntries() {
        return harness.numKeyedStateEntries();
    }

    byte[] head(String key) throws Exception {
        return headState(key).value();
    }

    void setHead(String key, byte[] head) throws Exception {
        headState(key).update(head);
    }

    private ValueState<byte[]> headState(String key) throws Exception {
        operator.setCurrentKey(key);
        return operator.getKeyedStateBackend()
                .getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ValueStateDescriptor<>("head", BytePrimitiveArraySerializer.INSTANCE));
    }

    static byte[] bytesOf(OperatorSubtaskState state) throws IOException {
        Path file = Files.createTempFile("snapshot", ".bin");
        OperatorSnapshotUtil.writeStateHandle(state, file.toString());
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    static OperatorSubtaskState snapshotOf(byte[] bytes) throws IOException, ClassNotFoundException {
        Path file = Files.createTempFile("snapshot", ".bin");
        Files.write(file, bytes);
        OperatorSubtaskState state = OperatorSnapshotUtil.readStateHandle(file.toString());
        Files.delete(file);
        return state;
    }

    /** Outcomes as the reference says them, by the operator's own counters. */
    Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((name, counter) -> {
            if (name.startsWith("outcome:")) {
                counts.put(name.substring("outcome:".length()), counter.getCount());
            } else if (name.startsWith("deadLetter:")) {
                counts.put("dead_letter:" + name.substring("deadLetter:".length()), counter.getCount());
            }
        });
        return counts;
    }

    private void drain() {
        for (Object row = harness.getOutput().poll();
                row != null;
                row = harness.getOutput().poll()) {
            rows.accept(((StreamRecord<?>) row).getValue());
        }
        drain(RowEmitter.READINGS);
        drain(RowEmitter.SIDE);
    }

    private <T> void drain(OutputTag<T> tag) {
        Queue<StreamRecord<T>> side = harness.getSideOutput(tag);
        if (side == null) {
            return;
        }
        for (StreamRecord<T> row = side.poll(); row != null; row = side.poll()) {
            Object value = row.getValue() instanceof SideRow one ? contentOf(one) : row.getValue();
            if (value instanceof DeadLetter letter && letter.hasRaw()) {
                throw new AssertionError("the record's bytes do not go through the shuffle: " + letter);
            }
            rows.accept(value);
        }
    }

    /** The one field that is set. */
    private static Object contentOf(SideRow row) {
        return Stream.of(SideRow.class.getFields())
                .map(field -> {
                    try {
                        return field.get(row);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .filter(Objects::nonNull)
                .reduce((one, other) -> {
                    throw new AssertionError("both " + one + " and " + other);
                })
                .orElseThrow();
    }

    /** As a crash: the harness's own way would {@link #finish}. */
    void close() throws Exception {
        operator.close();
        environment.close();
    }
}
