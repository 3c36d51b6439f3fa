package io.joulestream.jobs.activities;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by series: tells the cells which series come to them and which go.
 *
 * <p>State: where each series is, and by which revision, a deleted one's too.
 */
final class SeriesPlaces extends KeyedProcessFunction<String, SeriesPlace, CellEvent> {
    private static final long serialVersionUID = 1;

    private transient ValueState<SeriesPlace> latest;

    @SuppressWarnings("NullAway.Init") // open() comes first
    SeriesPlaces() {}

    @Override
    public void open(OpenContext context) {
        latest = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("place", TypeInformation.of(SeriesPlace.class)));
    }

    @Override
    public void processElement(SeriesPlace place, Context context, Collector<CellEvent> out) throws Exception {
        SeriesPlace before = latest.value();
        if (before != null && before.revision() > place.revision()) {
            return;
        }
        latest.update(place);
        if (before != null
                && before.cell().equals(place.cell())
                && before.zone().equals(place.zone())) {
            return;
        }
        if (before != null && !before.cell().isEmpty()) {
            out.collect(CellEvent.series(before.cell(), before.tenant(), before.zone(), -1));
        }
        if (!place.cell().isEmpty()) {
            out.collect(CellEvent.series(place.cell(), place.tenant(), place.zone(), 1));
        }
    }
}
