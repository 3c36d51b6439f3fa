package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.endpoint.store.BatchStore.Sent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same readings, written in many ways. */
class GoodFilesTest {
    private static final long T0 = at("2024-01-31T23:00:00Z");
    private static final long T1 = at("2024-02-01T00:30:00Z");

    private Imports imports;

    @BeforeEach
    void start() throws Exception {
        imports = new Imports();
    }

    @AfterEach
    void stop() {
        imports.close();
    }

    static long at(String text) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Written(String name, String query, byte[] file) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Every delimiter, decimal, header case, quoting, line end, charset, byte order mark, gzip. */
    static List<Written> matrix() throws Exception {
        var all = new ArrayList<Written>();
        for (String delimiter : List.of(",", ";", "\t")) {
            for (String decimal : List.of(".", ",")) {
                for (String end : List.of("\n", "\r\n", "\r")) {
                    for (boolean quoted : new boolean[] {false, true}) {
                        if (delimiter.equals(decimal) && !quoted) {
                            continue;
                        }
                        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
                            String q = quoted ? "\"" : "";
                            String text = String.join(
                                    end,
                                    q + "TimeStamp" + q + delimiter + q + "VALUE" + q + delimiter + q + "Note" + q,
                                    "2024-02-01 00:00:00" + delimiter + q + "1" + decimal + "5" + q + delimiter
                                            + "Küche",
                                    "",
                                    q + "2024-02-01 01:30" + q + delimiter + " 2" + delimiter + q + "é" + q);
                            boolean mark = charset.equals(StandardCharsets.UTF_8) && quoted;
                            byte[] bytes = ((mark ? "\ufeff" : "") + text).getBytes(charset);
                            String name = "%s %s %s %s %s"
                                    .formatted(delimiter, decimal, end, quoted, charset)
                                    .replace("\n", "LF")
                                    .replace("\r", "CR")
                                    .replace("\t", "TAB");
                            all.add(new Written(name, "series=meter", bytes));
                            all.add(new Written(name + " gzip", "series=meter", Imports.gzip(bytes)));
                        }
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void readsAllForms(Written file) throws Exception {
        var batch = imports.send(file.query(), file.file());
        assertEquals("done", batch.get("phase"), batch.toString());
        assertEquals(Map.of(T0, "1500", T1, "2000"), imports.readings("meter"));
        assertEquals(
                List.of("Küche", "é"),
                imports.sent("meter").stream().map(Sent::note).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-01-31T23:00:00Z | ",
                "2024-02-01T00:00:00+01:00 | ",
                "2024-01-31 18:00:00-0500 | ",
                "2024-01-31 23:00:00.000 UTC | ",
                "2024-02-01T00:00:00.000000+01 | ",
                "1706742000000 | ",
                "1706742000 | timeFormat=epoch-s",
                "1706742000000 | timeFormat=epoch-ms",
                "2024-02-01 00:00 | ",
                "2024-02-01 | ",
                "2024/02/01 0:00 | ",
                "01.02.2024 00:00 | ",
                "1.2.2024 0:00:00 | ",
                "01/02/2024 00:00 | timeFormat=dmy",
                "01-02-2024 00:00 | timeFormat=dmy",
                "02/01/2024 12:00 AM | timeFormat=mdy",
                "2/1/2024 12:00:00 am | timeFormat=mdy",
                "45323 | timeFormat=day-number",
                "45323.0 | timeFormat=day-number",
                "2024-01-31 24:00 | ",
                "2024-01-31 00:00 | midnight=end",
                "2024-01-31 18:00 | zone=America/New_York",
                "2024-02-01 08:00 | zone=Asia/Seoul"
            })
    void readsTimes(String text, String options) throws Exception {
        String query = "series=meter" + (options == null ? "" : "&" + options);
        var batch = imports.send(query, "ts;value\n" + text + ";1.5\n");
        assertEquals("done", batch.get("phase"), batch.toString());
        assertEquals(Map.of(T0, "1500"), imports.readings("meter"));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Madrid, 2024-10-27, 02, +02:00, +01:00",
        "America/New_York, 2024-11-03, 01, -04:00, -05:00",
        "Asia/Beirut, 2024-10-26, 23, +03:00, +02:00"
    })
    void takesRepeatedTimesInTheOrderOfTheRows(String zone, String day, String hour, String summer, String winter)
            throws Exception {
        var expected = new TreeMap<Long, String>();
        var rows = new ArrayList<String>();
        int value = 1;
        for (String offset : List.of(summer, winter)) {
            for (String minute : List.of("00", "20", "40")) {
                rows.add(day + " " + hour + ":" + minute + "," + value);
                expected.put(at(day + "T" + hour + ":" + minute + ":00" + offset), value++ + "000");
            }
        }
        imports.send("series=meter&zone=" + zone, "ts,value\n" + String.join("\n", rows));
        assertEquals(expected, imports.readings("meter"));
        Collections.reverse(rows);
        // The latest row first: what follows the hour comes before it.
        String after = LocalDate.parse(day).plusDays(1) + " 12:00,9\n";
        try (var again = new Imports()) {
            again.send("series=meter&zone=" + zone, "ts,value\n" + after + String.join("\n", rows));
            expected.put(
                    again.readings("meter").keySet().stream().max(Long::compare).orElseThrow(), "9000");
            assertEquals(expected, again.readings("meter"));
        }
    }

    @Test
    void takesEqualTimesAsTwoWhereNoRowGoesBack() throws Exception {
        imports.send(
                "series=meter",
                "ts,value\n2024-10-27 01:00,1\n2024-10-27 02:00,2\n2024-10-27 02:00,3\n2024-10-27 03:00,4\n");
        assertEquals(
                Map.of(
                        at("2024-10-26T23:00:00Z"), "1000",
                        at("2024-10-27T00:00:00Z"), "2000",
                        at("2024-10-27T01:00:00Z"), "3000",
                        at("2024-10-27T02:00:00Z"), "4000"),
                imports.readings("meter"));
    }

    @Test
    void takesEqualTimesAsOneWhereRowsGoBackLater() throws Exception {
        imports.send(
                "series=meter",
                "ts,value\n2024-10-27 02:10,1\n2024-10-27 02:10,2\n2024-10-27 02:50,3\n2024-10-27 02:10,4\n");
        assertEquals(
                Map.of(
                        at("2024-10-27T00:10:00Z"), "2000",
                        at("2024-10-27T00:50:00Z"), "3000",
                        at("2024-10-27T01:10:00Z"), "4000"),
                imports.readings("meter"));
    }

    @Test
    void makesSeriesOfColumns() throws Exception {
        String query =
                "zone=UTC&column=T1=series:home.t1,kind=gauge,unit=Cel&column=T2?=series:home.t2,kind=gauge,unit=degF"
                        + "&column=Rain?=series:home.rain,kind=gauge,unit=1";
        var batch = imports.send(query, "Time,T1,T2,Door\n2024-02-01 00:00,20.5,50,x\n2024-02-01 01:00,?,nan,x\n");
        assertEquals("done", batch.get("phase"), batch.toString());
        assertEquals(2, batch.get("accepted"));
        assertEquals(2, batch.get("empty"));
        assertEquals(List.of("20.5"), List.copyOf(imports.readings("home.t1").values()));
        assertEquals(List.of("10"), List.copyOf(imports.readings("home.t2").values()));
        assertEquals(
                2,
                imports.server.log.records.stream()
                        .filter(record -> record.contains("\"op\":\"series\""))
                        .count());
    }

    /** As the integration import_statistics exports them. */
    @Test
    void readsStatisticsOfHomeAssistant() throws Exception {
        String file = """
                statistic_id\tunit\tstart\tmin\tmax\tmean\tsum\tstate\tdelta
                sensor.energy\tkWh\t25.02.2026 10:00\t\t\t\t0\t100\t0
                sensor.energy\tkWh\t25.02.2026 11:00\t\t\t\t10,5\t110\t10
                sensor.temp\t°C\t25.02.2026 10:00\t18,5\t22,3\t20,1
                sensor.temp\t°C\t25.02.2026 11:00\t18,5\t22,3\tunknown
                """;
        var batch = imports.send("profile=home-assistant&zone=Europe/Berlin", file);
        assertEquals("done", batch.get("phase"), batch.toString());
        assertEquals(
                Map.of(at("2026-02-25T10:00:00Z"), "0", at("2026-02-25T11:00:00Z"), "10500"),
                imports.readings("sensor.energy"));
        assertEquals(Map.of(at("2026-02-25T09:00:00Z"), "20.1"), imports.readings("sensor.temp"));
    }

    @Test
    void readsHistoryOfHomeAssistant() throws Exception {
        String file = """
                entity_id,state,last_changed
                sensor.power,12.5,2024-02-01T00:30:00.000Z
                sensor.power,unavailable,2024-02-01T00:31:00.000Z
                """;
        var batch = imports.send("profile=home-assistant-history&kind=gauge&unit=W&zone=UTC", file);
        assertEquals("done", batch.get("phase"), batch.toString());
        assertEquals(Map.of(T1, "12.5"), imports.readings("sensor.power"));
    }

    @Test
    void addsAmountsUp() throws Exception {
        var batch = imports.send(
                "series=meter&accumulate=true", "start,value\n2024-01-01,10\n2024-02-01,5.5\n2024-03-01,nan\n");
        assertEquals("done", batch.get("phase"), batch.toString());
        assertEquals(
                List.of("0", "10000", "15500"),
                List.copyOf(imports.readings("meter").values()));
    }

    @Test
    void skipsBadRowsWhereAsked() throws Exception {
        var batch = imports.send(
                "series=meter&onError=skip",
                "ts,value\n2024-01-31T23:00:00Z,1\nx,2\n2024-02-01T00:00:00Z,\"3\n2024-02-01T00:30:00Z,4\n");
        assertEquals("done", batch.get("phase"));
        assertEquals(List.of("3 timestamp_invalid", "4 quotes_unbalanced"), Imports.reasons(batch));
        assertEquals(Map.of(T0, "1000", T1, "4000"), imports.readings("meter"));
        var raw = RunningEndpoint.objects(batch, "rejected").get(1).get("raw");
        assertEquals("2024-02-01T00:00:00Z,\"3", raw);
    }
}
