package io.joulestream.core.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SEMANTICS 5: windows of one period tile time in every zone; against java.time, the slow and obvious way. */
class SiteCalendarLawTest {
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2037, 12, 31);
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @Test
    void daysAndMonthsTileTimeInEveryZone() {
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            List<Long> days = new ArrayList<>();
            List<Long> months = new ArrayList<>();
            for (LocalDate date = FIRST; !date.isAfter(LAST); date = date.plusDays(1)) {
                long start = date.atStartOfDay(zone).toInstant().toEpochMilli();
                days.add(start);
                if (date.getDayOfMonth() == 1) {
                    months.add(start);
                }
            }
            checkTiles(zone, Period.DAY, days);
            checkTiles(zone, Period.MONTH, months);
        }
    }

    /** Each start but that of a window without length, and the next one, are the bounds of what lies between them. */
    private static void checkTiles(ZoneId zone, Period period, List<Long> starts) {
        SiteCalendar calendar = SiteCalendar.of(zone);
        for (int i = 1; i < starts.size(); i++) {
            long start = starts.get(i - 1);
            long end = starts.get(i);
            if (start < end) {
                checkWindow(calendar, period, start, start, end);
                checkWindow(calendar, period, end - 1, start, end);
            }
        }
    }

    private static void checkWindow(SiteCalendar calendar, Period period, long instant, long start, long end) {
        if (calendar.start(period, instant) != start || calendar.end(period, instant) != end) {
            String at = period + " of " + Instant.ofEpochMilli(instant) + " in " + calendar.zone();
            assertEquals(Instant.ofEpochMilli(start), Instant.ofEpochMilli(calendar.start(period, instant)), at);
            assertEquals(Instant.ofEpochMilli(end), Instant.ofEpochMilli(calendar.end(period, instant)), at);
        }
    }

    @Test
    void hoursAndDaysAreRightInEveryMinuteAroundEveryTransition() {
        for (ZoneId zone : zonesOfDifferentRules()) {
            SiteCalendar calendar = SiteCalendar.of(zone);
            ZoneRules rules = zone.getRules();
            Instant last = LAST.atStartOfDay(ZoneOffset.UTC).toInstant();
            ZoneOffsetTransition next =
                    rules.nextTransition(FIRST.atStartOfDay(ZoneOffset.UTC).toInstant());
            while (next != null && next.getInstant().isBefore(last)) {
                checkMinutes(calendar, next.getInstant().toEpochMilli());
                next = rules.nextTransition(next.getInstant());
            }
        }
    }

    private static void checkMinutes(SiteCalendar calendar, long transition) {
        ZoneId zone = calendar.zone();
        long from = transition - 2 * HOUR - MINUTE;
        List<Long> hours = new ArrayList<>();
        ZonedDateTime before = Instant.ofEpochMilli(from).atZone(zone);
        LocalDate latest = before.toLocalDate();
        for (long minute = from + MINUTE; minute <= transition + 2 * HOUR; minute += MINUTE) {
            ZonedDateTime now = Instant.ofEpochMilli(minute).atZone(zone);
            if (startsAnHour(before, now)) {
                hours.add(minute);
            }
            boolean startsADay = now.toLocalDate().isAfter(latest);
            assertEquals(startsADay, calendar.start(Period.DAY, minute) == minute, () -> "day at " + now);
            assertEquals(startsADay, calendar.end(Period.DAY, minute - 1) == minute, () -> "day before " + now);
            latest = startsADay ? now.toLocalDate() : latest;
            before = now;
        }
        for (int i = 1; i < hours.size(); i++) {
            for (long minute = hours.get(i - 1); minute < hours.get(i); minute += MINUTE) {
                checkWindow(calendar, Period.HOUR, minute, hours.get(i - 1), hours.get(i));
            }
        }
    }

    private static boolean startsAnHour(ZonedDateTime before, ZonedDateTime now) {
        return before.getHour() != now.getHour()
                || !before.getOffset().equals(now.getOffset())
                || !before.toLocalDate().equals(now.toLocalDate());
    }

    @Test
    void hoursTileTimeInSampledWeeksOfEveryZone() {
        var random = new Random(1);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            SiteCalendar calendar = SiteCalendar.of(ZoneId.of(id));
            LocalDate day = FIRST.plusDays(random.nextInt(48 * 365));
            long until =
                    day.plusDays(7).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            long start = calendar.start(
                    Period.HOUR, day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
            while (start < until) {
                ZonedDateTime first = Instant.ofEpochMilli(start).atZone(calendar.zone());
                long end = start + MINUTE;
                while (!startsAnHour(first, Instant.ofEpochMilli(end).atZone(calendar.zone()))) {
                    end += MINUTE;
                }
                checkWindow(calendar, Period.HOUR, start, start, end);
                checkWindow(calendar, Period.HOUR, end - 1, start, end);
                start = end;
            }
        }
    }

    /** Within 1970 to 2149, which a table holds, and beyond. */
    @Test
    void numberedMonthsAreTheWindowsOfMonths() {
        for (ZoneId zone : zonesOfDifferentRules()) {
            SiteCalendar calendar = SiteCalendar.of(zone);
            for (int month = 1968 * 12; month < 2151 * 12; month++) {
                long start = calendar.startOfMonth(month);
                long end = calendar.startOfMonth(month + 1);
                checkWindow(calendar, Period.MONTH, start, start, end);
                checkWindow(calendar, Period.MONTH, end - 1, start, end);
                assertEquals(month, calendar.epochMonth(start));
                assertEquals(month, calendar.epochMonth(end - 1));
            }
        }
    }

    @Test
    void theWallClockIsThatOfJavaTime() {
        var random = new Random(2);
        long from = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        long span = LAST.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() - from;
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (int i = 0; i < 200; i++) {
                long instant = from + (long) (random.nextDouble() * span);
                long expected = Instant.ofEpochMilli(instant)
                        .atZone(zone)
                        .toLocalDateTime()
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
                assertEquals(expected, SiteCalendar.of(zone).localMillis(instant));
            }
        }
    }

    /** One zone of each set of rules: half of the names are aliases. */
    private static Collection<ZoneId> zonesOfDifferentRules() {
        Map<ZoneRules, ZoneId> zones = ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .collect(Collectors.toMap(ZoneId::getRules, zone -> zone, (a, b) -> a));
        return new TreeMap<>(zones.values().stream().collect(Collectors.toMap(ZoneId::getId, zone -> zone))).values();
    }
}
