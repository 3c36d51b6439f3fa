package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by cell and UTC day: the activities that started there and then, and the observations around that day. An activity is
 * told of at once, and again whenever the two observations around its start change; one that has waited for them longer than
 * the patience is {@code unavailable(no_observation)}, until they come after all (SEMANTICS 29); where the weather services
 * have said why they have none, that is the reason.
 *
 * <p>State: the activities of the place and day, and its observations: those of thirty hours and as many owners as there are.
 * All of it goes when nothing has come for as long as the retention, or the patience where that is longer; an activity that
 * changes later waits anew.
 */
final class WeatherJoin extends KeyedCoProcessFunction<String, PlacedActivity, PlacedWeather, ActivityResult> {
    private static final long serialVersionUID = 1;

    /** The cells and days of which weather is wanted, as {@link PlacedActivity#place}: again and again while it is. */
    static final OutputTag<String> WANTED = new OutputTag<>("wanted-weather") {};

    private static final WeatherStatus IMPATIENT = WeatherStatus.unavailable("no_observation");
    private static final long HOUR_MILLIS = 3_600_000;

    private final long patienceMillis;
    private final long retentionMillis;

    private transient ValueState<byte[]> weather;
    private transient MapState<String, byte[]> activities;
    /** Why the services have no observations of a day, by its start; empty where they have answered with some. */
    private transient MapState<Long, String> failures;

    private transient Lease lease;

    /** An activity that is here, and until when it waits for its weather. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Present(long version, long patientUntilMillis, byte[] activity) {
        byte[] write() {
            ByteSink out = new ByteSink(activity.length + 16);
            out.writeUnsigned(version);
            out.writeSigned(patientUntilMillis);
            out.writeBytes(activity);
            return out.toByteArray();
        }

        static Present read(byte[] bytes) {
            ByteSource in = new ByteSource(bytes);
            return new Present(in.readUnsigned(), in.readSigned(), in.readBytes());
        }

        long startMillis() {
            return Activity.read(activity).startMillis();
        }
    }

    /** @param retentionMillis how long what nothing happens to is kept */
    @SuppressWarnings("NullAway.Init") // open() comes first
    WeatherJoin(Duration patience, long retentionMillis) {
        this.patienceMillis = patience.toMillis();
        this.retentionMillis = retentionMillis;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        weather = runtime.getState(new ValueStateDescriptor<>("weather", BytePrimitiveArraySerializer.INSTANCE));
        activities = runtime.getMapState(new MapStateDescriptor<>(
                "activities", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
        failures = runtime.getMapState(
                new MapStateDescriptor<>("failures", LongSerializer.INSTANCE, StringSerializer.INSTANCE));
        // Who waits longer than that would wait for ever.
        lease = new Lease(runtime, Math.max(retentionMillis, patienceMillis));
    }

    @Override
    public void processElement1(PlacedActivity event, Context context, Collector<ActivityResult> out) throws Exception {
        if (event.activity().length == 0) {
            activities.remove(event.key());
            return;
        }
        long now = context.timerService().currentProcessingTime();
        lease.renew(context.timerService());
        Present present = new Present(event.version(), now + patienceMillis, event.activity());
        activities.put(event.key(), present.write());
        Bracket bracket = around(read(), event.key(), present);
        if (bracket == null) {
            want(context, present);
        }
        tell(event.key(), present, status(present, bracket, now), context, out);
    }

    @Override
    public void processElement2(PlacedWeather event, Context context, Collector<ActivityResult> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        lease.renew(context.timerService());
        CellWeather known = read();
        List<Known> before = new ArrayList<>();
        for (Map.Entry<String, byte[]> each : activities.entries()) {
            Present present = Present.read(each.getValue());
            Bracket bracket = around(known, each.getKey(), present);
            before.add(new Known(each.getKey(), present, bracket, status(present, bracket, now)));
        }
        boolean isAnswered = event.isAnswer() && event.reason().isEmpty();
        if (event.isAnswer()) {
            failures.put(event.tsMillis(), event.reason());
        } else {
            boolean changed = event.observation().length == 0
                    ? known.remove(event.owner(), event.tsMillis())
                    : known.put(event.owner(), Observation.read(event.observation()));
            if (!changed) {
                return;
            }
            weather.update(known.toByteArray());
        }
        for (Known each : before) {
            update(each, known, now, context, out);
            if (isAnswered && around(known, each.key(), each.present()) == null) {
                want(context, each.present());
            }
        }
    }

    /** What was known of an activity before something came. */
    private record Known(
            String key, Present present, @Nullable Bracket bracket, WeatherStatus status) {}

    private void update(Known before, CellWeather known, long now, Context context, Collector<ActivityResult> out)
            throws Exception {
        Present present = before.present();
        Bracket after = around(known, before.key(), present);
        if (after == null && before.bracket() != null) {
            present = new Present(present.version(), now + patienceMillis, present.activity());
            activities.put(before.key(), present.write());
            want(context, present);
        }
        WeatherStatus status = status(present, after, now);
        if (!Objects.equals(before.bracket(), after) || !status.equals(before.status())) {
            tell(before.key(), present, status, context, out);
        }
    }

    /** An activity that is told to be waiting is looked at again when the patience is over, even if the clock was set back. */
    private static void tell(
            String key, Present present, WeatherStatus status, Context context, Collector<ActivityResult> out) {
        out.collect(new ActivityResult(key, present.version(), present.activity(), status));
        if (status.equals(WeatherStatus.PENDING)) {
            context.timerService().registerProcessingTimeTimer(present.patientUntilMillis());
        }
    }

    /**
     * Asks for the day of the start, and that of an hour later; where the start's own day was answered without the hours around
     * it, for the days that a bracket may reach into, unless they are still to come.
     */
    private void want(Context context, Present present) throws Exception {
        String cell = PlacedActivity.cell(context.getCurrentKey());
        long start = present.startMillis();
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(PlacedActivity.place(cell, start));
        wanted.add(PlacedActivity.place(cell, start + HOUR_MILLIS));
        if ("".equals(failures.get(dayStart(start)))) {
            wanted.add(PlacedActivity.place(cell, start - Bracket.WIDEST_MILLIS));
            if (start + Bracket.WIDEST_MILLIS <= context.timerService().currentProcessingTime()) {
                wanted.add(PlacedActivity.place(cell, start + Bracket.WIDEST_MILLIS));
            }
        }
        wanted.forEach(place -> context.output(WANTED, place));
    }

    private static long dayStart(long millis) {
        return Math.floorDiv(millis, PlacedActivity.DAY_MILLIS) * PlacedActivity.DAY_MILLIS;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ActivityResult> out) throws Exception {
        CellWeather known = read();
        for (Map.Entry<String, byte[]> each : activities.entries()) {
            Present present = Present.read(each.getValue());
            if (present.patientUntilMillis() == timestamp) {
                WeatherStatus status = status(present, around(known, each.getKey(), present), timestamp);
                if (status.equals(IMPATIENT)) {
                    out.collect(new ActivityResult(each.getKey(), present.version(), present.activity(), status));
                }
            }
        }
        if (lease.isOver(context.timerService(), timestamp)) {
            weather.clear();
            activities.clear();
            failures.clear();
        }
    }

    private CellWeather read() throws Exception {
        byte[] bytes = weather.value();
        return bytes == null ? new CellWeather() : CellWeather.read(bytes);
    }

    private static @Nullable Bracket around(CellWeather known, String key, Present present) {
        return known.around(key.substring(0, key.indexOf('/')), present.startMillis());
    }

    private WeatherStatus status(Present present, @Nullable Bracket bracket, long now) throws Exception {
        long start = present.startMillis();
        if (bracket != null) {
            return WeatherStatus.enriched(bracket, start);
        }
        for (long needed : new long[] {start, start + HOUR_MILLIS}) {
            String reason = failures.get(dayStart(needed));
            if (reason != null && !reason.isEmpty()) {
                return WeatherStatus.unavailable(reason);
            }
        }
        return now < present.patientUntilMillis() ? WeatherStatus.PENDING : IMPATIENT;
    }
}
