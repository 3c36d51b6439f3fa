package io.joulestream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * Public data sets as series: a definition and its readings. They are kept outside the repository, in the folder that
 * the environment names as {@code JOULESTREAM_DATA}; its {@code manifest.json} tells origin and licence of each file.
 */
final class RealReadings {
    static final String FOLDER = "JOULESTREAM_DATA";

    /** One series: the body of its PUT, and the fields of its readings, without the series' name. */
    record Series(String name, Map<String, Object> definition, List<Map<String, Object>> readings) {

        /** The same readings in another order, always the same one for the same seed. */
        Series shuffled(long seed) {
            var random = new SplittableRandom(seed);
            var shuffled = new ArrayList<>(readings);
            for (int i = shuffled.size() - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                shuffled.set(i, shuffled.set(j, shuffled.get(i)));
            }
            return new Series(name, definition, List.copyOf(shuffled));
        }
    }

    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("d/M/uuuu H:mm:ss");
    private static final long HOUR = 3_600_000;

    private RealReadings() {}

    /** The folder of the data; a failure where it is not there although the environment names it. */
    static Path folder() {
        var folder = Path.of(String.valueOf(System.getenv(FOLDER)));
        if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
            throw new IllegalStateException(FOLDER + " names a folder without manifest.json: " + folder);
        }
        return folder;
    }

    static List<Series> all() {
        return List.of(
                householdPower(),
                victoriaDemand(),
                householdRegister(),
                appliance("Refrigerator__dev_76C07F_2012.06.11"),
                appliance("MicrowaveOven__dev_D34484_2012.06.11"),
                appliance("Coffeemaker__dev_D369E0_2012.01.24"));
    }

    /** A house near Paris, kW of every minute; missing values are skipped. */
    static Series householdPower() {
        var readings = new ArrayList<Map<String, Object>>();
        for (var line : lines("uci_household_power/household_power_consumption_2006-12-16_27.txt.gz", true)) {
            var fields = line.split(";", -1);
            if (!fields[2].equals("?")) {
                readings.add(reading(local(fields[0] + " " + fields[1], "Europe/Paris"), new BigDecimal(fields[2])));
            }
        }
        var definition = Map.<String, Object>of(
                "kind", "gauge", "unit", "kW", "zone", "Europe/Paris", "expectedInterval", "PT1M", "quantity", "power");
        return new Series("uci_household_power", definition, List.copyOf(readings));
    }

    /** The demand of the state of Victoria, MWh of every half hour, stamped with its start. */
    static Series victoriaDemand() {
        var readings = new ArrayList<Map<String, Object>>();
        for (var line : lines("vic_elec/vic_elec.csv.gz", true)) {
            var fields = line.split(",", -1);
            readings.add(reading(instant(fields[0]), new BigDecimal(fields[1])));
        }
        var definition = Map.<String, Object>of(
                "kind",
                "delta",
                "unit",
                "MWh",
                "interval",
                "PT30M",
                "zone",
                "Australia/Melbourne",
                "expectedInterval",
                "PT30M");
        return new Series("vic_elec", definition, List.copyOf(readings));
    }

    /** Hourly kWh of a house in Illinois as the register of a meter, which passes 100,000 kWh on its way. */
    static Series householdRegister() {
        var modulus = new BigDecimal(100_000);
        var register = new BigDecimal(95_000);
        var readings = new ArrayList<Map<String, Object>>();
        long end = 0;
        for (var line : lines("eemeter_samples/il-electricity-cdd-hdd-hourly.csv.gz", true)) {
            var fields = line.split(",", -1);
            long start = instant(fields[0]);
            readings.add(reading(start, register));
            register = register.add(new BigDecimal(fields[1])).remainder(modulus);
            end = start + HOUR;
        }
        readings.add(reading(end, register));
        var definition = Map.<String, Object>of(
                "kind",
                "counter",
                "unit",
                "kWh",
                "zone",
                "America/Chicago",
                "expectedInterval",
                "PT1H",
                "modulus",
                modulus);
        return new Series("eemeter_register", definition, List.copyOf(readings));
    }

    /** An appliance near Darmstadt, W every 1 to 5 seconds for a day; some seconds come twice, with two values. */
    static Series appliance(String file) {
        var readings = new ArrayList<Map<String, Object>>();
        for (var line : lines("tracebase_1s/" + file + ".csv.gz", false)) {
            var fields = line.split(";", -1);
            readings.add(reading(local(fields[0], "Europe/Berlin"), new BigDecimal(fields[1])));
        }
        var definition = Map.<String, Object>of(
                "kind", "gauge", "unit", "W", "zone", "Europe/Berlin", "expectedInterval", "PT1S", "maxGap", "PT1M");
        return new Series("tracebase-" + file, definition, List.copyOf(readings));
    }

    private static Map<String, Object> reading(long ts, BigDecimal value) {
        return Map.of("ts", ts, "value", value);
    }

    private static long instant(String text) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    private static long local(String text, String zone) {
        return LocalDateTime.parse(text, DAY_FIRST)
                .atZone(ZoneId.of(zone))
                .toInstant()
                .toEpochMilli();
    }

    private static List<String> lines(String file, boolean header) {
        try (var in = new GZIPInputStream(Files.newInputStream(folder().resolve(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(header ? 1 : 0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
