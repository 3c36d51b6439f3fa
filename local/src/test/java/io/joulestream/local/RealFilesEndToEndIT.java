package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Public files through the whole system, against a reader that is simple, slow, and knows one kind of file only. What no
 * public file has (tabs, decimal commas, a day of 25 hours by the wall clock) is written from the readings of one.
 */
@OnSharedStack
@EnabledIfEnvironmentVariable(named = RealReadings.FOLDER, matches = ".+")
class RealFilesEndToEndIT {
    private static final String UK = "eemeter_samples/uk-electricity-hdd-only-hourly-sample-0.csv.gz";
    private static final int UK_HOURS = 12_000; // from April 2020 on: two changes of the clock
    private static final long HOUR = 3_600_000;

    /** @param expected readings by series, in canonical units */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record File(String name, String query, byte[] body, Map<String, Map<Long, String>> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The time and value of one row; no value: not a reading. */
    private record Row(long ts, String value, String factor) {}

    static Stream<File> files() throws IOException {
        return Stream.of(
                household(),
                file("steel", "uci_steel/Steel_industry_data.csv.gz", "uci-steel", Map.of("", line -> {
                    String[] fields = line.split(",", -1);
                    long ts = local(fields[0], "dd-MM-yyyy HH:mm", "Asia/Seoul");
                    return new Row(fields[0].endsWith("00:00") ? ts + 24 * HOUR : ts, fields[1], "1000");
                })),
                file("ausgrid", "ausgrid/customer12_data_2011-2012.csv.gz", "ausgrid", Map.of(".generation", line -> {
                    String[] fields = line.split(",", -1);
                    return new Row(local(fields[0], "yyyy-MM-dd HH:mm:ss", "+10:00"), fields[2], "1000");
                })),
                bills(),
                homeAssistant(),
                commas());
    }

    /** Gzip, semicolons, a column for each of several series, missing values. */
    private static File household() throws IOException {
        var columns = new LinkedHashMap<String, Function<String, Row>>();
        List.of(".active_power 2 1000", ".kitchen 6 1", ".laundry 7 1", ".heating 8 1")
                .forEach(text -> {
                    String[] column = text.split(" ");
                    columns.put(column[0], line -> {
                        String[] fields = line.split(";", -1);
                        String at = fields[0] + " " + fields[1];
                        return new Row(
                                local(at, "d/M/yyyy H:mm:ss", "Europe/Paris"),
                                fields[Integer.parseInt(column[1])],
                                column[2]);
                    });
                });
        return file(
                "household",
                "uci_household_power/household_power_consumption_2006-12-16_27.txt.gz",
                "uci-household-power",
                columns);
    }

    /** Not compressed; amounts that become a register, across changes of the clock. */
    private static File bills() throws IOException {
        String path = "heat_stack/house_09_gas_bills.csv";
        var sum = new BigDecimal[] {BigDecimal.ZERO};
        return file("bills", path, "heat-stack-bills", Map.of("", line -> {
            String[] fields = line.split(",", -1);
            var row = new Row(
                    local(fields[0], "yyyy-MM-dd HH:mm:ss", "America/New_York"),
                    sum[0].toPlainString(),
                    "29300.1111111111111111111111"); // 105.4804 MJ in Wh
            sum[0] = sum[0].add(new BigDecimal(fields[3]));
            return row;
        }));
    }

    /** As Home Assistant exports it: tabs, decimal commas, local times, the sum at the end of each hour. */
    private static File homeAssistant() throws IOException {
        var text = new StringBuilder("statistic_id\tunit\tstart\tsum\n");
        var expected = new TreeMap<Long, String>();
        var sum = BigDecimal.ZERO;
        for (var reading : hourly().entrySet()) {
            sum = sum.add(reading.getValue());
            text.append("sensor.real\tkWh\t")
                    .append(wallClock(reading.getKey()))
                    .append('\t');
            text.append(sum.toPlainString().replace('.', ',')).append('\n');
            expected.put(reading.getKey() + HOUR, canonical(sum.toPlainString(), "1000"));
        }
        return new File(
                "home-assistant",
                "profile=home-assistant&zone=Europe/London",
                text.toString().getBytes(StandardCharsets.UTF_8),
                Map.of("sensor.real", expected));
    }

    /** As a spreadsheet writes it where the decimal separator is a comma. */
    private static File commas() throws IOException {
        var text = new StringBuilder("\uFEFFZeit;Verbrauch\r\n");
        var expected = new TreeMap<Long, String>();
        hourly().forEach((ts, value) -> {
            text.append(wallClock(ts))
                    .append(";\"")
                    .append(value.toPlainString().replace('.', ','));
            text.append("\"\r\n");
            expected.put(ts, canonical(value.toPlainString(), "1000"));
        });
        return new File(
                "commas",
                "series=real.commas&kind=delta&unit=kWh&interval=PT1H&zone=Europe/London&column=Zeit=ts"
                        + "&column=Verbrauch=value",
                text.toString().getBytes(StandardCharsets.UTF_8),
                Map.of("real.commas", expected));
    }

    private static Map<Long, BigDecimal> hourly() throws IOException {
        var hourly = new TreeMap<Long, BigDecimal>();
        for (String line : lines(UK).subList(1, UK_HOURS)) {
            String[] fields = line.split(",", -1);
            hourly.put(
                    OffsetDateTime.parse(fields[0].replace(' ', 'T'))
                            .toInstant()
                            .toEpochMilli(),
                    new BigDecimal(fields[1]));
        }
        return hourly;
    }

    private static String wallClock(long ts) {
        return DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm")
                .format(Instant.ofEpochMilli(ts).atZone(ZoneId.of("Europe/London")));
    }

    private static File file(String name, String path, String profile, Map<String, Function<String, Row>> columns)
            throws IOException {
        var expected = new TreeMap<String, Map<Long, String>>();
        for (var column : columns.entrySet()) {
            var readings = new TreeMap<Long, String>();
            for (String line : lines(path).stream().skip(1).toList()) {
                Row row = column.getValue().apply(line.replace("\"", ""));
                if (!row.value().isEmpty() && !row.value().equals("?")) {
                    readings.put(row.ts(), canonical(row.value(), row.factor()));
                }
            }
            expected.put("real." + name + column.getKey(), readings);
        }
        byte[] body = Files.readAllBytes(RealReadings.folder().resolve(path));
        return new File(name, "profile=" + profile + "&series=real." + name, body, expected);
    }

    private static List<String> lines(String path) throws IOException {
        try (var file = Files.newInputStream(RealReadings.folder().resolve(path));
                var in = path.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static long local(String text, String pattern, String zone) {
        return LocalDateTime.parse(text, DateTimeFormatter.ofPattern(pattern))
                .atZone(ZoneId.of(zone))
                .toInstant()
                .toEpochMilli();
    }

    private static String canonical(String value, String factor) {
        var exact =
                new BigDecimal(value.strip()).multiply(new BigDecimal(factor)).setScale(6, RoundingMode.HALF_EVEN);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theStoreHasWhatTheSimpleReaderReads(File file, SharedStack.Running system) throws Exception {
        var imports = new ImportClient(system.baseUrl());
        String batch = imports.post(file.query(), file.body());
        var done = imports.done(batch);
        assertEquals(List.of(), done.get("rejected"), done.toString());
        for (var expected : file.expected().entrySet()) {
            assertEquals(expected.getValue(), stored(system, expected.getKey(), batch), expected.getKey());
        }
    }

    private static Map<Long, String> stored(SharedStack.Running system, String series, String batch) {
        var stored = new TreeMap<Long, String>();
        var rows = system.store()
                .rows("SELECT toUnixTimestamp64Milli(ts), value FROM reading_latest WHERE series = '" + series
                        + "' AND batch = '" + batch + "'");
        for (String row : rows) {
            String[] columns = row.split("\t");
            stored.put(Long.parseLong(columns[0]), columns[1]);
        }
        return stored;
    }
}
