package io.joulestream.jobs.activities;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * The temperatures of a cell by UTC day, the current key's state: each day is read once for a record. A day to which nothing
 * has come for long leaves, but for that it was there.
 */
final class ObservedDays {
    private static final long DAY = PlacedActivity.DAY_MILLIS;
    private static final byte[] LEFT = {};

    private final MapState<Long, byte[]> state;
    private final Map<Long, Known> read = new HashMap<>();

    /** @param weather null: it has left */
    private record Known(long touchedMillis, @Nullable CellWeather weather) {
        byte[] write() {
            if (weather == null) {
                return LEFT;
            }
            ByteSink out = new ByteSink(512);
            out.writeSigned(touchedMillis);
            out.writeBytes(weather.toByteArray());
            return out.toByteArray();
        }

        static Known read(byte @Nullable [] bytes) {
            if (bytes == null) {
                return new Known(0, new CellWeather());
            }
            if (bytes.length == 0) {
                return new Known(0, null);
            }
            ByteSource in = new ByteSource(bytes);
            return new Known(in.readSigned(), CellWeather.read(in.readBytes()));
        }
    }

    /** @param state by number of the day from 1970-01-01 */
    ObservedDays(MapState<Long, byte[]> state) {
        this.state = state;
    }

    /** Before every record, as the key changes. */
    void forget() {
        read.clear();
    }

    private Known known(long day) throws Exception {
        Known known = read.get(day);
        if (known == null) {
            known = Known.read(state.get(day));
            read.put(day, known);
        }
        return known;
    }

    /** Whether the observation of the owner's at this time changed what is known; null: there is none any more. */
    boolean change(String owner, long tsMillis, @Nullable Observation observation, long nowMillis) throws Exception {
        long day = Math.floorDiv(tsMillis, DAY);
        CellWeather weather = known(day).weather();
        if (weather == null) {
            return false;
        }
        boolean changed = observation == null
                ? weather.remove(owner, tsMillis)
                : weather.put(owner, temperatureOnly(observation));
        if (changed) {
            Known known = new Known(nowMillis, weather);
            read.put(day, known);
            if (weather.isEmpty()) {
                state.remove(day);
            } else {
                state.put(day, known.write());
            }
        }
        return changed;
    }

    private static Observation temperatureOnly(Observation observation) {
        Weather weather = new Weather(observation.weather().temperature(), null, null, null, null, null);
        return new Observation(observation.tsMillis(), observation.provisional(), weather);
    }

    /** All that may tell of the stretch, by time; null where some of it has left. */
    @Nullable
    List<CellWeather> around(long fromMillis, long toMillis) throws Exception {
        List<CellWeather> around = new ArrayList<>();
        long last = Math.floorDiv(toMillis + Bracket.WIDEST_MILLIS, DAY);
        for (long day = Math.floorDiv(fromMillis - Bracket.WIDEST_MILLIS, DAY); day <= last; day++) {
            CellWeather weather = known(day).weather();
            if (weather == null) {
                return null;
            }
            around.add(weather);
        }
        return around;
    }

    /** The days to which something has come, those that have left included, by number. */
    List<Long> numbers() throws Exception {
        List<Long> days = new ArrayList<>();
        state.keys().forEach(days::add);
        days.sort(null);
        return days;
    }

    /** Takes leave of the days to which nothing has come since; returns whether any stays. */
    boolean leave(long sinceMillis) throws Exception {
        boolean stays = false;
        for (long day : numbers()) {
            byte[] bytes = state.get(day);
            if (bytes.length == 0) {
                continue;
            }
            if (new ByteSource(bytes).readSigned() <= sinceMillis) {
                state.put(day, LEFT);
                read.remove(day);
            } else {
                stays = true;
            }
        }
        return stays;
    }
}
