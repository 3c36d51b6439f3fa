package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.DayTemperature;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.clickhouse.DegreeDayRow;
import io.joulestream.reference.WeatherReference;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * SEMANTICS 32 through the operators, over random lives of series and observations that come in any order between them, with
 * crashes and attempts that write on after their successor has begun. {@code -Djoulestream.seeds=N} runs N lives.
 */
class DegreeDaysLawTest {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 120);
    private static final long QUARTER = 900_000;
    private static final long DAY = 96 * QUARTER;
    private static final long FOR_EVER = Long.MAX_VALUE >> 20;
    private static final List<GridCell> CELLS = List.of(new GridCell(404, -38), new GridCell(0, -1));
    private static final List<String> TENANTS = List.of("a", "b");
    /** The clock changes at midnight in Havana, by half an hour in Lord Howe; Kathmandu is a quarter hour off. */
    private static final List<String> ZONES =
            List.of("Europe/Madrid", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia");
    /** Days when clocks change in some of these zones, and the one that Samoa skipped. */
    private static final List<LocalDate> AROUND = List.of(
            LocalDate.of(2024, 3, 31),
            LocalDate.of(2024, 3, 10),
            LocalDate.of(2024, 11, 3),
            LocalDate.of(2024, 10, 6),
            LocalDate.of(2011, 12, 30));

    @Test
    void everyDayIsWhatItsObservationsSayThroughAnyCrash() throws Exception {
        int rows = 0;
        int crashes = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Life life = new Life(seed);
            life.run();
            rows += life.check();
            crashes += life.crashes;
        }
        assertTrue(rows > 3 * SEEDS && crashes > SEEDS / 2, rows + " rows, " + crashes + " crashes");
    }

    /** What was written, and what came of it. */
    private static final class Life {
        private final String what;
        private final Random random;
        private final long start;
        private final List<SeriesPlace> series = new ArrayList<>();
        private final List<LoggedObservation> observations = new ArrayList<>();
        private final Map<String, SeriesPlace> latest = new TreeMap<>();
        private final WeatherReference reference = new WeatherReference();
        private final Map<String, DegreeDayRow> table = new HashMap<>();
        private final Set<String> wanted = new HashSet<>();
        private long revision;
        private int crashes;

        Life(int seed) {
            what = "seed " + seed;
            random = new Random(seed);
            start = AROUND.get(random.nextInt(AROUND.size())).minusDays(1).toEpochDay() * DAY;
            int width = 1 + random.nextInt(4);
            for (int i = random.nextInt(12); i > 0; i--) {
                define();
            }
            for (int i = random.nextInt(120); i > 0; i--) {
                observe(width);
            }
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        private void define() {
            String key = any(TENANTS) + "/s" + random.nextInt(3);
            boolean gone = random.nextInt(4) == 0;
            // An older one may come behind.
            long number = random.nextInt(5) == 0 && revision > 3 ? revision - 3 : revision + 2;
            revision = Math.max(revision, number);
            SeriesPlace known = latest.get(key);
            var place = new SeriesPlace(key, number, gone ? "" : any(CELLS).toString(), gone ? "" : any(ZONES));
            series.add(place);
            if (known == null || known.revision() <= number) {
                latest.put(key, place);
            }
        }

        private void observe(int width) {
            String owner = any(List.of("a", "b", CellWeather.SHARED, CellWeather.SHARED));
            GridCell cell = any(CELLS);
            long ts = start + width * QUARTER * random.nextInt((int) (4 * DAY / QUARTER / width));
            if (random.nextInt(6) == 0) {
                observations.add(new LoggedObservation(owner, cell.toString(), ts, new byte[0]));
                reference.remove(owner, cell, ts);
                return;
            }
            Long temperature = random.nextInt(9) == 0 ? null : Long.valueOf(random.nextInt(80_000_000) - 40_000_000L);
            var weather = new Weather(temperature, 50_000_000L, null, null, null, null);
            var observation = new Observation(ts, random.nextInt(4) == 0, weather);
            observations.add(new LoggedObservation(owner, cell.toString(), ts, observation.toByteArray()));
            reference.put(owner, cell, observation);
        }

        void run() throws Exception {
            Attempt attempt = new Attempt(null);
            Saved saved = null;
            long now = start + 2 * DAY;
            attempt.passTo(now);
            while (!attempt.isDone()) {
                attempt.step();
                now += random.nextInt(8) == 0 ? DAY : 0;
                attempt.passTo(now);
                if (random.nextInt(12) == 0) {
                    saved = attempt.save();
                }
                if (random.nextInt(25) == 0 && saved != null) {
                    crashes++;
                    Attempt stalled = attempt;
                    attempt = new Attempt(saved);
                    attempt.passTo(now);
                    for (int late = random.nextInt(4); late > 0 && !stalled.isDone(); late--) {
                        stalled.step();
                    }
                    stalled.close();
                }
            }
            attempt.close();
        }

        private void write(DegreeDayRow row) {
            String key = row.tenant() + " " + row.cell() + " " + row.zone() + " " + LocalDate.ofEpochDay(row.day());
            DegreeDayRow known = table.get(key);
            if (known != null && known.revision() == row.revision()) {
                throw new AssertionError(what + ": one revision twice: " + known + " and " + row);
            }
            if (known == null || known.revision() < row.revision()) {
                table.put(key, row);
            }
        }

        int check() {
            Map<String, String> expected = new TreeMap<>();
            for (SeriesPlace each : latest.values()) {
                for (int day = -3; day < 8 && !each.cell().isEmpty(); day++) {
                    expect(expected, each, LocalDate.ofEpochDay(start / DAY + day));
                }
            }
            Map<String, String> actual = new TreeMap<>();
            table.forEach((key, row) -> {
                if (!row.isDeleted()) {
                    var temperature = new DayTemperature(
                            row.temperatureMicros(), row.coveredMillis(), row.ownMillis(), row.provisional());
                    actual.put(key, row.startMillis() + " " + row.endMillis() + " " + temperature);
                    assertEquals(temperature.heatingMicros(), row.heatingMicros());
                    assertEquals(temperature.coolingMicros(), row.coolingMicros());
                }
            });
            assertEquals(expected, actual, what);
            for (SeriesPlace each : latest.values()) {
                if (!each.cell().isEmpty()) {
                    for (int day = -3; day < 2; day++) {
                        assertTrue(wanted.contains(PlacedActivity.place(each.cell(), start + day * DAY)), what);
                    }
                }
            }
            return expected.size();
        }

        private void expect(Map<String, String> expected, SeriesPlace place, LocalDate day) {
            ZoneId zone = ZoneId.of(place.zone());
            long from = day.atStartOfDay(zone).toInstant().toEpochMilli();
            long to = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            GridCell cell = CELLS.get(place.cell().equals(CELLS.get(0).toString()) ? 0 : 1);
            DayTemperature temperature =
                    from == to ? null : reference.dayTemperature(place.tenant(), cell, from, to, QUARTER);
            if (temperature != null) {
                expected.put(
                        place.tenant() + " " + place.cell() + " " + place.zone() + " " + day,
                        from + " " + to + " " + temperature);
            }
        }

        /** What a checkpoint holds: the two operators, and how far each log was read. */
        private record Saved(OperatorSubtaskState places, OperatorSubtaskState days, int series, int observations) {}

        /** An attempt of the two operators; what one tells the other comes at once or later, in its order. */
        private final class Attempt {
            private final KeyedOneInputStreamOperatorTestHarness<String, SeriesPlace, CellEvent> places;
            private final KeyedOneInputStreamOperatorTestHarness<String, CellEvent, DegreeDayRow> days;
            private final Deque<CellEvent> between = new ArrayDeque<>();
            private int seriesRead;
            private int observationsRead;
            private int taken;

            Attempt(@Nullable Saved saved) throws Exception {
                // As after the time that a restart takes: its revisions are the clock's.
                for (long clock = System.currentTimeMillis(); clock == System.currentTimeMillis(); ) {
                    Thread.onSpinWait();
                }
                places = new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new SeriesPlaces()), SeriesPlace::key, Types.STRING);
                days = new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new DegreeDays(FOR_EVER, 60 * DAY)), CellEvent::cell, Types.STRING);
                if (saved != null) {
                    places.initializeState(saved.places());
                    days.initializeState(saved.days());
                    seriesRead = saved.series();
                    observationsRead = saved.observations();
                }
                places.open();
                days.open();
            }

            boolean isDone() {
                return seriesRead == series.size() && observationsRead == observations.size() && between.isEmpty();
            }

            void step() throws Exception {
                int which = random.nextInt(3);
                if (which == 0 && seriesRead < series.size()) {
                    places.processElement(series.get(seriesRead++), 0);
                    between.addAll(places.extractOutputValues());
                    places.getOutput().clear();
                } else if (which == 1 && !between.isEmpty()) {
                    days.processElement(between.remove(), 0);
                } else if (observationsRead < observations.size()) {
                    days.processElement(CellEvent.of(observations.get(observationsRead++)), 0);
                }
                take();
            }

            private void take() {
                List<DegreeDayRow> rows = days.extractOutputValues();
                rows.subList(taken, rows.size()).forEach(Life.this::write);
                taken = rows.size();
                var side = days.getSideOutput(DegreeDays.WANTED);
                if (side != null) {
                    side.forEach(record -> wanted.add(record.getValue()));
                }
            }

            void passTo(long now) throws Exception {
                days.setProcessingTime(now);
                take();
            }

            /** A barrier comes behind what one has told the other. */
            Saved save() throws Exception {
                while (!between.isEmpty()) {
                    days.processElement(between.remove(), 0);
                }
                take();
                return new Saved(places.snapshot(1, 1), days.snapshot(1, 1), seriesRead, observationsRead);
            }

            void close() throws Exception {
                places.close();
                days.close();
            }
        }
    }
}
