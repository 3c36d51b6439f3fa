package io.joulestream.jobs.activities;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.DayTemperature;
import io.joulestream.core.weather.Observation;
import io.joulestream.jobs.activities.LocalDays.LocalDay;
import io.joulestream.jobs.clickhouse.DegreeDayRow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by cell: the degree days of the tenants that have series there (SEMANTICS 32), a row for each change of a day. Wants
 * the weather of each UTC day when it is over, and of those before when the first series comes.
 *
 * <p>State: who has series there, and the observed temperatures, some 300 bytes for a day of hourly ones, until nothing of the
 * day has come for as long as the retention. Rows of a day that has left stay as they are.
 */
final class DegreeDays extends RevisedRows<CellEvent, DegreeDayRow> {
    private static final long serialVersionUID = 1;

    /** As {@link WeatherJoin#WANTED}. */
    static final OutputTag<String> WANTED = new OutputTag<>("wanted-temperatures") {};

    private static final long DAY = PlacedActivity.DAY_MILLIS;
    private static final long AFTER_MIDNIGHT = 5 * 60_000;
    private static final int SPREAD = 25 * 60_000;
    /** Of a tombstone. */
    private static final DayTemperature NONE = new DayTemperature(0, 0, 0, false);

    private final long retentionMillis;
    private final long historyMillis;
    private final SerializableFunction<ZoneId, SiteCalendar> calendars;

    private transient ObservedDays observed;
    /** By {@link LocalDays#key}. */
    private transient MapState<String, byte[]> audiences;
    /** When the timer fires. */
    private transient ValueState<Long> midnight;

    /**
     * Whose days are reckoned.
     *
     * @param series how many there are
     * @param rules of the zone, by which the rows were made
     */
    private record Audience(int series, long rules) {
        byte[] write() {
            ByteSink out = new ByteSink(16);
            out.writeUnsigned(series);
            out.writeSigned(rules);
            return out.toByteArray();
        }

        static Audience read(byte[] bytes) {
            ByteSource in = new ByteSource(bytes);
            return new Audience(in.readInt(), in.readSigned());
        }
    }

    /**
     * @param retentionMillis how long a day is kept to which nothing comes
     * @param historyMillis how far back weather is wanted; 0 to want none, of the days to come neither
     */
    DegreeDays(long retentionMillis, long historyMillis) {
        this(retentionMillis, historyMillis, SiteCalendar::of);
    }

    /** @param calendars by the rules in force, as {@link SiteCalendar#of} gives them */
    @SuppressWarnings("NullAway.Init") // open() comes first
    DegreeDays(long retentionMillis, long historyMillis, SerializableFunction<ZoneId, SiteCalendar> calendars) {
        this.retentionMillis = retentionMillis;
        this.historyMillis = historyMillis;
        this.calendars = calendars;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        observed = new ObservedDays(runtime.getMapState(new MapStateDescriptor<>(
                "temperatures", LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE)));
        audiences = runtime.getMapState(new MapStateDescriptor<>(
                "audiences", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
        midnight = runtime.getState(new ValueStateDescriptor<>("midnight", LongSerializer.INSTANCE));
    }

    @Override
    public void processElement(CellEvent event, Context context, Collector<DegreeDayRow> out) throws Exception {
        observed.forget();
        long now = context.timerService().currentProcessingTime();
        if (event.series() == 0) {
            observe(event, now, out, context.getCurrentKey());
        } else {
            count(event, now, context, out);
        }
        if (midnight.value() == null) {
            awaitMidnight(context, now);
        }
    }

    /** A day of whom it concerns, and what was known of it. */
    private record Concerned(
            LocalDays days, LocalDay day, @Nullable DayTemperature before) {}

    private void observe(CellEvent event, long now, Collector<DegreeDayRow> out, String cell) throws Exception {
        long reach = Bracket.WIDEST_MILLIS;
        List<Concerned> concerned = new ArrayList<>();
        for (String key : audiences.keys()) {
            LocalDays days = LocalDays.parse(key, calendars);
            if (event.owner().equals(days.tenant()) || event.owner().equals(CellWeather.SHARED)) {
                for (LocalDay day : days.touching(event.tsMillis() - reach, event.tsMillis() + reach)) {
                    List<CellWeather> weather = observed.around(day.start(), day.end());
                    if (weather != null) {
                        concerned.add(new Concerned(days, day, temperature(weather, days, day)));
                    }
                }
            }
        }
        Observation observation = event.observation().length == 0 ? null : Observation.read(event.observation());
        if (!observed.change(event.owner(), event.tsMillis(), observation, now)) {
            return;
        }
        for (Concerned each : concerned) {
            List<CellWeather> weather = Objects.requireNonNull(
                    observed.around(each.day().start(), each.day().end()));
            DayTemperature after = temperature(weather, each.days(), each.day());
            if (!Objects.equals(each.before(), after)) {
                out.collect(row(cell, each.days(), each.day(), after));
            }
        }
    }

    private static @Nullable DayTemperature temperature(List<CellWeather> weather, LocalDays days, LocalDay day) {
        return DayTemperature.of(weather, days.tenant(), day.start(), day.end());
    }

    private void count(CellEvent event, long now, Context context, Collector<DegreeDayRow> out) throws Exception {
        String cell = context.getCurrentKey();
        boolean first = audiences.isEmpty();
        String key = LocalDays.key(event.owner(), event.zone());
        LocalDays days = LocalDays.parse(key, calendars);
        byte[] bytes = audiences.get(key);
        Audience before = bytes == null ? new Audience(0, days.calendar().fingerprint()) : Audience.read(bytes);
        int after = before.series() + event.series();
        if (after == 0) {
            audiences.remove(key);
            tellAll(cell, days, true, out);
            return;
        }
        // By the rules of the rows that are there: where those are outdated the next midnight makes them anew.
        audiences.put(key, new Audience(after, before.rules()).write());
        if (before.series() == 0) {
            tellAll(cell, days, false, out);
        }
        if (first) {
            long today = Math.floorDiv(now, DAY);
            for (long day = today - 1; day >= today - historyMillis / DAY; day--) {
                context.output(WANTED, PlacedActivity.place(cell, day * DAY));
            }
        }
    }

    /** The rows of every day that is here; only tombstones where the last series of these days has gone. */
    private void tellAll(String cell, LocalDays days, boolean gone, Collector<DegreeDayRow> out) throws Exception {
        long reach = Bracket.WIDEST_MILLIS;
        LocalDay last = null;
        for (long utcDay : observed.numbers()) {
            for (LocalDay day : days.touching(utcDay * DAY - reach, (utcDay + 1) * DAY + reach)) {
                if (last != null && day.number() <= last.number()) {
                    continue;
                }
                // A date that the zone's rules skip had perhaps a row by earlier ones.
                for (int skipped = day.number() - 1;
                        last != null && last.end() == day.start() && skipped > last.number();
                        skipped--) {
                    out.collect(row(cell, days, new LocalDay(skipped, day.start(), day.start()), null));
                }
                last = day;
                List<CellWeather> weather = observed.around(day.start(), day.end());
                if (weather != null) {
                    out.collect(row(cell, days, day, gone ? null : temperature(weather, days, day)));
                }
            }
        }
    }

    /** A while after midnight, each cell at another moment: the services know the day's last hour, and are not asked at once. */
    private void awaitMidnight(Context context, long now) throws Exception {
        long spread = AFTER_MIDNIGHT + Math.floorMod(context.getCurrentKey().hashCode(), SPREAD);
        long due = Math.floorDiv(now - spread + DAY, DAY) * DAY + spread;
        midnight.update(due);
        context.timerService().registerProcessingTimeTimer(due);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<DegreeDayRow> out) throws Exception {
        observed.forget();
        String cell = context.getCurrentKey();
        List<String> outdated = new ArrayList<>();
        for (Map.Entry<String, byte[]> each : audiences.entries()) {
            LocalDays days = LocalDays.parse(each.getKey(), calendars);
            if (Audience.read(each.getValue()).rules() != days.calendar().fingerprint()) {
                outdated.add(each.getKey());
            }
        }
        for (String key : outdated) {
            LocalDays days = LocalDays.parse(key, calendars);
            int series = Audience.read(audiences.get(key)).series();
            audiences.put(key, new Audience(series, days.calendar().fingerprint()).write());
            tellAll(cell, days, false, out);
        }
        boolean watched = !audiences.isEmpty();
        if (watched && historyMillis > 0) {
            context.output(WANTED, PlacedActivity.place(cell, timestamp - DAY));
        }
        if (observed.leave(timestamp - retentionMillis) || watched) {
            awaitMidnight(context, timestamp);
        } else {
            midnight.clear();
        }
    }

    private DegreeDayRow row(String cell, LocalDays days, LocalDay day, @Nullable DayTemperature temperature) {
        DayTemperature shown = temperature == null ? NONE : temperature;
        return new DegreeDayRow(
                days.tenant(),
                cell,
                days.zone(),
                day.number(),
                day.start(),
                day.end(),
                shown.meanMicros(),
                shown.heatingMicros(),
                shown.coolingMicros(),
                shown.coveredMillis(),
                shown.ownMillis(),
                shown.provisional(),
                nextRevision(),
                temperature == null);
    }
}
