package io.joulestream.jobs.activities;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** As Flink's own harness for two keyed inputs, which cannot be told its environment. */
@SuppressWarnings("try") // what it extends may be interrupted when it closes
final class KeyedTwoInputs<I, J, O> extends AbstractStreamOperatorTestHarness<O> {
    private final TwoInputStreamOperator<I, J, O> twoInputs;

    KeyedTwoInputs(
            TwoInputStreamOperator<I, J, O> operator,
            KeySelector<I, String> key,
            KeySelector<J, String> otherKey,
            MockEnvironment environment)
            throws Exception {
        super(operator, environment);
        twoInputs = operator;
        config.setStatePartitioner(0, key);
        config.setStatePartitioner(1, otherKey);
        config.setStateKeySerializer(Types.STRING.createSerializer(executionConfig.getSerializerConfig()));
        config.serializeAllConfigs();
    }

    void processElement1(I value) throws Exception {
        var record = new StreamRecord<>(value);
        twoInputs.setKeyContextElement1(record);
        twoInputs.processElement1(record);
    }

    void processElement2(J value) throws Exception {
        var record = new StreamRecord<>(value);
        twoInputs.setKeyContextElement2(record);
        twoInputs.processElement2(record);
    }
}
