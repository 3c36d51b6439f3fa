package io.joulestream.jobs.activities;

import io.joulestream.jobs.run.AttemptNumber;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** One operator of an attempt of the job: as many harnesses as its parallelism. */
final class Subtasks<H extends AbstractStreamOperatorTestHarness<?>> {
    static final int MAX_PARALLELISM = 16;
    /** Each has two threads: most of what a harness costs. */
    private static final IOManager IO = new IOManagerAsync();

    /**
     * @param attempt its number: how often the job has been restarted
     * @param restored of all its subtasks then, however many they were
     */
    record Start(
            int parallelism,
            int attempt,
            SteppedClock clock,
            @Nullable List<OperatorSubtaskState> restored) {
        MockEnvironment environment(int subtask) throws ReflectiveOperationException {
            MockEnvironment environment = new MockEnvironmentBuilder()
                    .setMaxParallelism(MAX_PARALLELISM)
                    .setParallelism(parallelism)
                    .setSubtaskIndex(subtask)
                    .setIOManager(IO)
                    .build();
            AttemptNumber.set(environment, attempt);
            return environment;
        }

        @Nullable
        OperatorSubtaskState part(int subtask) throws Exception {
            if (restored == null) {
                return null;
            }
            OperatorSubtaskState all =
                    AbstractStreamOperatorTestHarness.repackageState(restored.toArray(OperatorSubtaskState[]::new));
            return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    all, MAX_PARALLELISM, restored.size(), parallelism, subtask);
        }
    }

    interface Creation<F> {
        F create();
    }

    private final List<H> harnesses = new ArrayList<>();

    static <I, O> Subtasks<KeyedOneInputStreamOperatorTestHarness<String, I, O>> of(
            Creation<KeyedProcessFunction<String, I, O>> functions, KeySelector<I, String> key, Start start)
            throws Exception {
        var all = new Subtasks<KeyedOneInputStreamOperatorTestHarness<String, I, O>>();
        for (int i = 0; i < start.parallelism; i++) {
            KeyedProcessFunction<String, I, O> function = functions.create();
            if (function instanceof RevisedRows<?, ?> rows) {
                rows.startBy(start.clock);
            }
            var one = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(function), key, Types.STRING, start.environment(i));
            all.open(one, start, i);
        }
        return all;
    }

    static <I, J, O> Subtasks<KeyedTwoInputs<I, J, O>> of(
            Creation<KeyedCoProcessFunction<String, I, J, O>> functions,
            KeySelector<I, String> key,
            KeySelector<J, String> otherKey,
            Start start)
            throws Exception {
        var all = new Subtasks<KeyedTwoInputs<I, J, O>>();
        for (int i = 0; i < start.parallelism; i++) {
            var one = new KeyedTwoInputs<>(
                    new KeyedCoProcessOperator<>(functions.create()), key, otherKey, start.environment(i));
            all.open(one, start, i);
        }
        return all;
    }

    private void open(H one, Start start, int subtask) throws Exception {
        one.initializeState(start.part(subtask));
        one.open();
        harnesses.add(one);
    }

    /** The subtask of a key. */
    int of(String key) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, harnesses.size());
    }

    H get(int subtask) {
        return harnesses.get(subtask);
    }

    int size() {
        return harnesses.size();
    }

    /** What a subtask has emitted since the last call. */
    static <O> List<O> take(AbstractStreamOperatorTestHarness<O> from) {
        List<O> values = from.extractOutputValues();
        from.getOutput().clear();
        return values;
    }

    static <O> List<O> take(AbstractStreamOperatorTestHarness<?> from, OutputTag<O> tag) {
        var side = from.getSideOutput(tag);
        List<O> values = new ArrayList<>();
        if (side != null) {
            side.stream().map(StreamRecord::getValue).forEach(values::add);
            side.clear();
        }
        return values;
    }

    void setTime(long millis) throws Exception {
        for (H one : harnesses) {
            one.setProcessingTime(millis);
        }
    }

    /** Entries in keyed state. */
    int entries() {
        return harnesses.stream()
                .mapToInt(one ->
                        ((HeapKeyedStateBackend<?>) one.getOperator().getKeyedStateBackend()).numKeyValueStateEntries())
                .sum();
    }

    int timers() {
        return harnesses.stream()
                .mapToInt(AbstractStreamOperatorTestHarness::numProcessingTimeTimers)
                .sum();
    }

    List<OperatorSubtaskState> snapshot(long checkpoint) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (H one : harnesses) {
            states.add(one.snapshot(checkpoint, 0));
        }
        return states;
    }

    /** As a crash: nothing is finished. */
    void close() throws Exception {
        for (H one : harnesses) {
            one.getOperator().close();
        }
    }
}
