package io.joulestream.local.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is measured could have been: nothing runs backwards, no sun shines at night, winters are cold. */
class SourcesTest {
    private static final long FROM = Instant.parse("2025-11-01T00:00:00Z").toEpochMilli();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long TO = FROM + 365 * DAY;
    private static final Site MADRID = new Site("madrid", "Madrid", ZoneId.of("Europe/Madrid"), 40.4, -3.7, 15.2, 10.2);
    private static final Site MELBOURNE =
            new Site("melbourne", "Melbourne", ZoneId.of("Australia/Melbourne"), -37.8, 145.0, 15.4, 6.0);
    private static final Noise NOISE = new Noise(3);
    private static final Weather WEATHER = new Weather(MADRID, NOISE);

    @Test
    void countsUpButAtTheDipAndTheReset() {
        var mishaps = new HouseholdMeter.Mishaps(FROM + 60 * DAY, FROM + 120 * DAY, FROM + 200 * DAY);
        var readings = all(new HouseholdMeter(new HouseholdLoad(WEATHER, NOISE), FROM, mishaps));

        var falls = new ArrayList<Long>();
        var longest = 0L;
        for (var i = 1; i < readings.size(); i++) {
            if (value(readings.get(i)) < value(readings.get(i - 1))) {
                falls.add(readings.get(i).millis());
            }
            longest = Math.max(
                    longest, readings.get(i).millis() - readings.get(i - 1).millis());
        }
        assertEquals(List.of(mishaps.dip(), mishaps.reset()), truncated(falls));
        assertEquals(HouseholdMeter.OUTAGE.plus(HouseholdMeter.EVERY), Duration.ofMillis(longest));
        var before = value(at(readings, mishaps.dip() - HouseholdMeter.EVERY.toMillis()));
        assertTrue(value(at(readings, mishaps.dip())) > 0.9 * before, "rule 11 calls this a dip");
        assertTrue(value(at(readings, mishaps.reset() + HouseholdMeter.EVERY.toMillis())) < 1, "rule 11: a reset");
        var used = value(at(readings, mishaps.reset() - HouseholdMeter.EVERY.toMillis())) - value(readings.get(0));
        assertTrue(used * 365 / 200 > 2_500 && used * 365 / 200 < 7_000, "kWh a year: " + used * 365 / 200);
    }

    @Test
    void usesMoreInTheEveningThanAtNight() {
        var load = new HouseholdLoad(WEATHER, NOISE);
        assertTrue(mean(load, hour -> hour == 21) > 2.5 * mean(load, hour -> hour == 4));
        assertTrue(mean(load, hour -> hour == 7) > 1.5 * mean(load, hour -> hour == 4));
    }

    @Test
    void makesPowerByDayOnly() {
        var readings = all(new PhotovoltaicPower(WEATHER, TO - 28 * DAY));
        assertEquals(28 * 24 * 60, readings.size());
        var most = 0.0;
        for (var reading : readings) {
            var night = MADRID.sunHeight(reading.millis()) <= 0;
            assertTrue(!night || reading.value().signum() == 0, reading::toString);
            assertTrue(reading.value().signum() >= 0, reading::toString);
            most = Math.max(most, value(reading));
        }
        assertTrue(most > 1_500 && most < 4_600, "W: " + most);
    }

    @Test
    void knowsWhereTheSunIs() {
        var noon = Instant.parse("2026-06-21T12:15:00Z").toEpochMilli();
        assertEquals(73, height(MADRID, noon), 1, "at midsummer's noon");
        assertEquals(26, height(MADRID, Instant.parse("2026-12-21T12:15:00Z").toEpochMilli()), 1);
        assertEquals(
                75.6, height(MELBOURNE, Instant.parse("2026-12-21T02:20:00Z").toEpochMilli()), 1);
        assertTrue(MADRID.sunHeight(noon + DAY / 2) < 0);
    }

    @Test
    void isWarmInSummerAndHeatedInWinter() {
        var melbourne = new Weather(MELBOURNE, NOISE);
        assertTrue(outdoors(WEATHER, Month.JULY) > outdoors(WEATHER, Month.JANUARY) + 12);
        assertTrue(outdoors(melbourne, Month.JANUARY) > outdoors(melbourne, Month.JULY) + 6);
        for (var reading : all(Thermometer.indoors(WEATHER, NOISE, Duration.ofMinutes(15), FROM))) {
            assertTrue(value(reading) > 17 && value(reading) < 32, reading::toString);
        }
        for (var reading : all(Thermometer.outdoors(WEATHER, Duration.ofMinutes(15), FROM))) {
            assertTrue(value(reading) > -12 && value(reading) < 44, reading::toString);
        }
    }

    @Test
    void burnsGasInWinter() {
        var readings = all(HandReadMeter.gas(WEATHER, FROM, new SplittableRandom(1)));
        for (var i = 1; i < readings.size(); i++) {
            assertTrue(value(readings.get(i)) >= value(readings.get(i - 1)), readings.get(i)::toString);
        }
        assertTrue(growth(readings, 60, 120) > 3 * growth(readings, 230, 290));
    }

    @Test
    void feelsFromOneToTenAndSaysWhy() {
        var readings = all(new EnergyLevel(WEATHER, NOISE, FROM, new SplittableRandom(1)));
        var notes = 0;
        for (var reading : readings) {
            var level = reading.value().intValueExact();
            assertTrue(level >= 1 && level <= 10, reading::toString);
            notes += reading.note().isEmpty() ? 0 : 1;
        }
        assertTrue(readings.size() > 320 && readings.size() < 365, "days: " + readings.size());
        assertTrue(notes > 20, "notes: " + notes);
        assertTrue(readings.stream().anyMatch(reading -> reading.note().equals("slept badly")));
    }

    @Test
    void neverTakesAMistakeForTheValue() {
        var random = new SplittableRandom(1);
        for (var series : Scenario.year(3, Instant.ofEpochMilli(TO)).series()) {
            for (var i = 0; i < 300; i++) {
                var value = series.source().next().value();
                var mistaken = series.source().mistaken(value, random);
                assertTrue(mistaken.compareTo(value) != 0, series.name() + " " + value);
            }
        }
    }

    /** Until the end of the year. */
    private static List<Reading> all(Source source) {
        var readings = new ArrayList<Reading>();
        for (var next = source.next(); next.millis() < TO; next = source.next()) {
            readings.add(next);
        }
        return readings;
    }

    private static List<Long> truncated(List<Long> instants) {
        return instants.stream().sorted().distinct().toList();
    }

    private static Reading at(List<Reading> readings, long millis) {
        return readings.stream()
                .filter(each -> each.millis() == millis)
                .findFirst()
                .orElseThrow();
    }

    private static double value(Reading reading) {
        return reading.value().doubleValue();
    }

    private static double mean(HouseholdLoad load, Predicate<Integer> hours) {
        return LongStream.iterate(FROM, t -> t < TO, t -> t + 900_000)
                .filter(t -> hours.test(MADRID.local(t).getHour()))
                .mapToDouble(load::watts)
                .average()
                .orElseThrow();
    }

    private static double outdoors(Weather weather, Month month) {
        return LongStream.iterate(FROM, t -> t < TO, t -> t + 3_600_000)
                .filter(t -> weather.site().local(t).getMonth() == month)
                .mapToDouble(weather::outdoorCelsius)
                .average()
                .orElseThrow();
    }

    private static double height(Site site, long millis) {
        return Math.toDegrees(Math.asin(site.sunHeight(millis)));
    }

    private static double growth(List<Reading> readings, int fromDay, int toDay) {
        return value(last(readings, FROM + toDay * DAY)) - value(last(readings, FROM + fromDay * DAY));
    }

    private static Reading last(List<Reading> readings, long before) {
        return readings.stream()
                .filter(each -> each.millis() < before)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
