package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of public file by its profile, against a reader that is simple, slow, and knows that one kind only. */
@EnabledIfEnvironmentVariable(named = "JOULESTREAM_DATA", matches = ".+")
class RealFilesTest {

    /** Takes what one line says. */
    private interface Line {
        void read(String[] fields, Map<Long, BigDecimal> readings);
    }

    /** @param suffix of the series that is compared */
    record Kind(String file, String profile, String options, String suffix, Reader reader) {
        @Override
        public String toString() {
            return file + suffix;
        }
    }

    private interface Reader {
        Map<Long, BigDecimal> read(Path file) throws IOException;
    }

    private static Path folder() {
        return Path.of(String.valueOf(System.getenv("JOULESTREAM_DATA")));
    }

    private static Reader lines(int skip, String delimiter, Line line) {
        return file -> {
            var readings = new TreeMap<Long, BigDecimal>();
            try (InputStream plain = Files.newInputStream(file);
                    InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .skip(skip)
                        .forEach(text -> line.read(text.replace("\"", "").split(delimiter, -1), readings));
            }
            return readings;
        };
    }

    private static long local(String text, String pattern, String zone) {
        return LocalDateTime.parse(text, DateTimeFormatter.ofPattern(pattern))
                .atZone(ZoneId.of(zone))
                .toInstant()
                .toEpochMilli();
    }

    private static long instant(String text) {
        return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant().toEpochMilli();
    }

    private static void put(Map<Long, BigDecimal> readings, long ts, String value, String factor) {
        if (!List.of("", "?", "nan").contains(value.strip())) {
            var exact = new BigDecimal(value.strip()).multiply(new BigDecimal(factor));
            readings.put(ts, exact.setScale(6, RoundingMode.HALF_EVEN));
        }
    }

    static Stream<Kind> kinds() throws IOException {
        var kinds = new ArrayList<Kind>();
        String household = "uci_household_power/household_power_consumption_2006-12-16_27.txt.gz";
        String dayFirst = "d/M/yyyy H:mm:ss";
        kinds.add(new Kind(
                household,
                "uci-household-power",
                "",
                ".active_power",
                lines(1, ";", (f, r) -> put(r, local(f[0] + " " + f[1], dayFirst, "Europe/Paris"), f[2], "1000"))));
        kinds.add(new Kind(
                household,
                "uci-household-power",
                "",
                ".heating",
                lines(1, ";", (f, r) -> put(r, local(f[0] + " " + f[1], dayFirst, "Europe/Paris"), f[8], "1"))));
        kinds.add(new Kind(
                "uci_appliances/testing.csv.gz",
                "uci-appliances",
                "",
                ".t1",
                lines(1, ",", (f, r) -> put(r, local(f[0], "yyyy-MM-dd HH:mm:ss", "+01:00"), f[3], "1"))));
        kinds.add(new Kind(
                "uci_appliances/testing.csv.gz",
                "uci-appliances",
                "",
                ".appliances",
                lines(1, ",", (f, r) -> put(r, local(f[0], "yyyy-MM-dd HH:mm:ss", "+01:00"), f[1], "1"))));
        kinds.add(new Kind("uci_steel/Steel_industry_data.csv.gz", "uci-steel", "", "", lines(1, ",", (f, r) -> {
            long ts = local(f[0], "dd-MM-yyyy HH:mm", "Asia/Seoul");
            put(r, f[0].endsWith("00:00") ? ts + 86_400_000 : ts, f[1], "1000");
        })));
        kinds.add(new Kind(
                "vic_elec/vic_elec.csv.gz",
                "vic-elec",
                "",
                ".demand",
                lines(1, ",", (f, r) -> put(r, instant(f[0]), f[1], "1000000"))));
        kinds.add(new Kind(
                "vic_elec/melbourne_temperature_halfhourly_2000-2015.csv.gz",
                "vic-elec-temperature",
                "",
                "",
                lines(
                        1,
                        ",",
                        (f, r) -> put(
                                r,
                                LocalDate.of(1899, 12, 30)
                                                .plusDays(Long.parseLong(f[0]))
                                                .atStartOfDay(ZoneId.of("Australia/Melbourne"))
                                                .toInstant()
                                                .toEpochMilli()
                                        + (Long.parseLong(f[1]) - 1) * 1_800_000,
                                f[2],
                                "1"))));
        kinds.add(new Kind(
                "ausgrid/customer12_data_2011-2012.csv.gz",
                "ausgrid",
                "",
                ".generation",
                lines(1, ",", (f, r) -> put(r, local(f[0], "yyyy-MM-dd HH:mm:ss", "+10:00"), f[2], "1000"))));
        kinds.add(new Kind(
                "eemeter_samples/il-electricity-cdd-hdd-hourly.csv.gz",
                "eemeter",
                "",
                "",
                lines(1, ",", (f, r) -> put(r, instant(f[0]), f[1], "1000"))));
        kinds.add(new Kind(
                "eemeter_samples/uk-electricity-hdd-only-hourly-sample-0.csv.gz",
                "eemeter",
                "",
                "",
                lines(1, ",", (f, r) -> put(r, instant(f[0]), f[1], "1000"))));
        kinds.add(new Kind(
                "eemeter_samples/il-tempF.csv.gz",
                "generic",
                "&kind=gauge&unit=degF&zone=UTC",
                "",
                lines(1, ",", (f, r) -> {
                    if (!f[1].isEmpty() && !f[1].equals("nan")) {
                        r.put(
                                instant(f[0]),
                                new BigDecimal(f[1])
                                        .subtract(BigDecimal.valueOf(32))
                                        .multiply(BigDecimal.valueOf(5))
                                        .divide(BigDecimal.valueOf(9), 6, RoundingMode.HALF_EVEN));
                    }
                })));
        kinds.add(new Kind(
                "eemeter_samples/il-electricity-cdd-hdd-billing_monthly.csv.gz",
                "eemeter-billing",
                "",
                "",
                accumulated(0, 1, "1000", GoodFilesTest::at)));
        kinds.add(new Kind(
                "heat_stack/house_09_gas_bills.csv",
                "heat-stack-bills",
                "",
                "",
                accumulated(
                        0,
                        3,
                        "29300.111111111111111111",
                        text -> local(text, "yyyy-MM-dd HH:mm:ss", "America/New_York"))));
        try (Stream<Path> files = Files.walk(folder().resolve("tracebase_1s"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv.gz"))
                    .sorted()
                    .toList()) {
                kinds.add(new Kind(
                        folder().relativize(file).toString(),
                        "tracebase",
                        "",
                        "",
                        lines(0, ";", (f, r) -> put(r, local(f[0], dayFirst, "Europe/Berlin"), f[1], "1"))));
            }
        }
        return kinds.stream();
    }

    /** The sum of what comes before. */
    private static Reader accumulated(
            int time, int value, String factor, java.util.function.ToLongFunction<String> at) {
        var sum = new BigDecimal[] {BigDecimal.ZERO};
        return lines(1, ",", (f, r) -> {
            if (r.isEmpty()) {
                sum[0] = BigDecimal.ZERO;
            }
            put(r, at.applyAsLong(f[time]), sum[0].toPlainString(), factor);
            sum[0] = sum[0].add(f[value].equals("nan") ? BigDecimal.ZERO : new BigDecimal(f[value]));
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsWhatTheSimpleReaderReads(Kind kind) throws Exception {
        Path file = folder().resolve(kind.file());
        try (var imports = new Imports()) {
            var batch =
                    imports.send("series=real&profile=" + kind.profile() + kind.options(), Files.readAllBytes(file));
            assertEquals("done", batch.get("phase"), batch.toString());
            Map<Long, BigDecimal> expected = kind.reader().read(file);
            var actual = imports.readings("real" + kind.suffix());
            assertEquals(expected.size(), actual.size());
            var plain = new TreeMap<Long, String>();
            expected.forEach((ts, value) -> plain.put(
                    ts, value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString()));
            assertEquals(plain, new TreeMap<>(actual));
        }
    }
}
