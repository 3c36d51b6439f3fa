package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.reference.MonthKey;
import io.joulestream.reference.ReferenceMonth;
import io.joulestream.reference.WindowKey;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Months of public data sets, kept outside the repository, against what their other files say of the same meters. */
@EnabledIfEnvironmentVariable(named = "JOULESTREAM_DATA", matches = ".+")
class RealMonthsTest {
    private static final BigDecimal THOUSAND = new BigDecimal(1000);
    /** Each hour of the files is rounded to a hundredth of a kWh, and so is each day: 25 times half of that. */
    private static final BigDecimal DAY_ROUNDING = new BigDecimal("0.125");
    /** Some 720 such errors have a standard deviation of 0.08; the worst sum of a file's own hours is 0.25 off. */
    private static final BigDecimal BILL_ROUNDING = new BigDecimal("0.3");

    private static final String ZONE = "America/Chicago";

    @ParameterizedTest
    @ValueSource(strings = {"il-electricity-cdd-hdd", "il-electricity-cdd-only", "il-gas-hdd-only"})
    void aCounterOfTheHoursHasTheDaysAndMonthsOfTheOtherFiles(String name) throws IOException {
        Meter meter = new Meter(ZONE);
        Map<Long, BigDecimal> hours = amounts(name + "-hourly");
        BigDecimal register = BigDecimal.ZERO;
        for (Map.Entry<Long, BigDecimal> hour : hours.entrySet()) {
            meter.read(hour.getKey(), register); // what the hour uses is on the register when the next one starts
            register = register.add(hour.getValue());
        }
        assertDays(meter, amounts(name + "-daily"));
        assertMonths(meter, hours);
        assertBills(meter, amounts(name + "-billing_monthly"));
    }

    private static void assertDays(Meter meter, Map<Long, BigDecimal> days) {
        var windows = meter.windows();
        int compared = 0;
        for (Map.Entry<Long, BigDecimal> day : days.entrySet()) {
            var row = windows.get(new WindowKey("P1D", day.getKey()));
            if (row != null && !row.quality().equals("partial")) {
                BigDecimal total = total(row.total());
                assertTrue(total.subtract(day.getValue()).abs().compareTo(DAY_ROUNDING) <= 0, total + " on day " + day);
                compared++;
            }
        }
        assertTrue(compared > 800, compared + " days");
    }

    /** The months of the calendar, to the last digit; those of the monthly file are a meter reader's, {@link #assertBills}. */
    private static void assertMonths(Meter meter, Map<Long, BigDecimal> hours) {
        Map<YearMonth, BigDecimal> expected = new TreeMap<>();
        Map<YearMonth, Integer> counts = new TreeMap<>();
        hours.forEach((start, amount) -> {
            YearMonth month = YearMonth.from(Instant.ofEpochMilli(start).atZone(ZoneId.of(ZONE)));
            expected.merge(month, amount, BigDecimal::add);
            counts.merge(month, 1, Integer::sum);
        });
        var months = meter.months();
        int compared = 0;
        for (Map.Entry<YearMonth, BigDecimal> month : expected.entrySet()) {
            if (counts.getOrDefault(month.getKey(), 0) >= 24 * month.getKey().lengthOfMonth() - 1) {
                ReferenceMonth row = Objects.requireNonNull(months.get(new MonthKey("exact", month.getKey())));
                if (row.quality().equals("measured")) {
                    assertEquals(0, total(row.consumption()).compareTo(month.getValue()), "month " + month);
                    compared++;
                }
            }
        }
        assertTrue(compared >= 20, compared + " months");
    }

    /** A bill's amount is what the days from one reading of the meter to the next add up to. */
    private static void assertBills(Meter meter, Map<Long, BigDecimal> bills) {
        List<Long> starts = new ArrayList<>(bills.keySet());
        var windows = meter.windows();
        for (int i = 0; i + 1 < starts.size() - 1; i++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (var row : windows.subMap(
                            new WindowKey("PT1H", starts.get(i)), new WindowKey("PT1H", starts.get(i + 1)))
                    .values()) {
                sum = sum.add(total(row.total()));
            }
            BigDecimal bill = Objects.requireNonNull(bills.get(starts.get(i)));
            assertTrue(
                    sum.subtract(bill).abs().compareTo(BILL_ROUNDING) <= 0, "bill " + i + " of " + bill + " is " + sum);
        }
    }

    @Test
    void aCounterReadOnceABillConservesEveryBill() throws IOException {
        int houses = 0;
        for (Path file : bills()) {
            List<Bill> bills = billsOf(file);
            Meter meter = meterOf(bills, -1);
            BigDecimal billed = bills.stream().map(Bill::usage).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal months = meter.months().entrySet().stream()
                    .filter(month -> month.getKey().mode().equals("exact"))
                    .map(month -> total(month.getValue().consumption()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(0, months.compareTo(billed), file + ": " + months + " of " + billed);
            houses++;
        }
        assertEquals(15, houses);
    }

    @Test
    void aBillThatComesLateOrIsCorrectedChangesOnlyItsNeighbours() throws IOException {
        for (Path file : bills()) {
            List<Bill> bills = billsOf(file);
            int late = bills.size() / 2;
            Bill bill = bills.get(late);
            // Without its reading, the next bill's has both.
            Meter meter = meterOf(bills, late);
            meter.months();
            meter.written();
            BigDecimal register = registerAt(bills, late);
            meter.read(bill.end(), register);
            assertNeighboursOnly(meter.written(), bills, late);
            meter.read(bill.end(), register.add(BigDecimal.ONE));
            assertNeighboursOnly(meter.written(), bills, late);
            meter.months();
        }
    }

    /** Months from the reading before to the reading after; by rule 24 a reading can also be the nearest to an end near it. */
    private static void assertNeighboursOnly(Set<MonthKey> written, List<Bill> bills, int late) {
        assertTrue(!written.isEmpty(), "nothing was written");
        YearMonth first = month(bills.get(late - 1).end() - 4 * 86_400_000L);
        YearMonth last = month(bills.get(late + 1).end()).plusMonths(1);
        Set<MonthKey> others = new TreeSet<>(written);
        others.removeIf(key -> !key.month().isBefore(first) && !key.month().isAfter(last));
        assertEquals(Set.of(), others);
    }

    private static YearMonth month(long ts) {
        return YearMonth.from(Instant.ofEpochMilli(ts).atZone(ZoneId.of("America/New_York")));
    }

    private record Bill(long start, long end, BigDecimal usage) {}

    /** A counter in which a therm is a kWh; read when the first bill starts and when each ends but the one left out. */
    private static Meter meterOf(List<Bill> bills, int leftOut) {
        Meter meter = new Meter("America/New_York", "horizon", "PT0S");
        meter.read(bills.get(0).start(), BigDecimal.ZERO);
        // Ends beyond the first and the last reading, so that the months there are whole.
        meter.read(bills.get(0).start() - 40 * 86_400_000L, BigDecimal.ZERO);
        for (int i = 0; i < bills.size(); i++) {
            if (i != leftOut) {
                meter.read(bills.get(i).end(), registerAt(bills, i));
            }
        }
        Bill last = bills.get(bills.size() - 1);
        meter.read(last.end() + 40 * 86_400_000L, registerAt(bills, bills.size() - 1));
        return meter;
    }

    private static BigDecimal registerAt(List<Bill> bills, int last) {
        return bills.subList(0, last + 1).stream().map(Bill::usage).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<Path> bills() throws IOException {
        try (var files = Files.list(folder().resolve("heat_stack"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("_bills.csv"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Bill> billsOf(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = List.of(lines.get(0).split(",", -1));
        Map<Long, Bill> bills = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            long start = dayOf(fields[header.indexOf("start_date")], 0);
            // The last day belongs to the bill.
            long end = dayOf(fields[header.indexOf("end_date")], 1);
            bills.put(end, new Bill(start, end, new BigDecimal(fields[header.indexOf("usage")])));
        }
        return List.copyOf(bills.values());
    }

    private static long dayOf(String text, int daysLater) {
        return LocalDate.parse(text.substring(0, 10))
                .plusDays(daysLater)
                .atStartOfDay(ZoneId.of("America/New_York"))
                .toInstant()
                .toEpochMilli();
    }

    /** Amounts by the time at which they start; those that are missing are nothing, so that the time is there. */
    private static Map<Long, BigDecimal> amounts(String name) throws IOException {
        Map<Long, BigDecimal> amounts = new TreeMap<>();
        Path file = folder().resolve("eemeter_samples/" + name + ".csv.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().skip(1).toList()) {
                String[] fields = line.split(",", -1);
                boolean missing = fields[1].isEmpty() || fields[1].equals("nan");
                amounts.put(
                        OffsetDateTime.parse(fields[0].replace(' ', 'T'))
                                .toInstant()
                                .toEpochMilli(),
                        missing ? BigDecimal.ZERO : new BigDecimal(fields[1]));
            }
        }
        return amounts;
    }

    private static BigDecimal total(@Nullable BigDecimal wattHours) {
        return wattHours == null ? BigDecimal.ZERO : wattHours.divide(THOUSAND);
    }

    private static Path folder() {
        return Path.of(Objects.requireNonNull(System.getenv("JOULESTREAM_DATA")));
    }
}
