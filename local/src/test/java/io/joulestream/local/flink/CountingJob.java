package io.joulestream.local.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** Counts for ever, in keyed state, and fails when a number does not follow the one before: state lost or doubled. */
public final class CountingJob {

    private CountingJob() {}

    public static void main(String[] args) throws Exception {
        var environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        var numbers = new DataGeneratorSource<Long>(
                index -> index, Long.MAX_VALUE, RateLimiterStrategy.perSecond(1000), Types.LONG);
        environment
                .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .keyBy(number -> 0)
                .process(new Successor())
                .returns(Types.LONG)
                .uid("successor")
                .sinkTo(new DiscardingSink<>())
                .uid("discard");
        environment.execute("counting");
    }

    private static final class Successor extends KeyedProcessFunction<Integer, Long, Long> {

        private transient ValueState<Long> last;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            var before = last.value();
            if (before == null ? number != 0 : number != before + 1) {
                throw new IllegalStateException(number + " does not follow " + before);
            }
            last.update(number);
            out.collect(number);
        }
    }
}
