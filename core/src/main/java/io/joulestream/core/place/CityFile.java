package io.joulestream.core.place;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The lines of a gazetteer's file. */
final class CityFile {
    private static final int FIELDS = 6;

    /** Names of 2022 and later, and what the first builds of Java 17 call the same zone. */
    private static final Map<String, String> EARLIER_NAMES = Map.of("Europe/Kyiv", "Europe/Kiev");

    private final Map<String, Optional<ZoneId>> zones = new HashMap<>();
    private final Map<String, String> countries = new HashMap<>();
    private final Set<String> unknownZones = new TreeSet<>();
    private final List<City> cities = new ArrayList<>();

    private CityFile() {}

    static Gazetteer read(InputStream in) throws IOException {
        var file = new CityFile();
        var reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.startsWith("#")) {
                file.add(line, number);
            }
        }
        if (file.cities.isEmpty()) {
            throw new IOException("the gazetteer has no city in " + number + " lines");
        }
        return new Gazetteer(file.cities, file.unknownZones);
    }

    private void add(String line, int number) throws IOException {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IOException(
                    "line " + number + " of the gazetteer has " + fields.length + " fields, not " + FIELDS);
        }
        Optional<ZoneId> zone = zones.computeIfAbsent(fields[2], CityFile::zone);
        if (zone.isEmpty()) {
            unknownZones.add(fields[2]);
            return;
        }
        // One text a country, for tens of thousands of cities share some two hundred of them.
        String country = countries.computeIfAbsent(fields[1], name -> name);
        try {
            cities.add(new City(
                    fields[0],
                    country,
                    zone.get(),
                    Integer.parseInt(fields[3]),
                    Integer.parseInt(fields[4]),
                    Integer.parseInt(fields[5])));
        } catch (IllegalArgumentException e) {
            throw new IOException("line " + number + " of the gazetteer: " + e.getMessage(), e);
        }
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            String earlier = EARLIER_NAMES.get(name);
            return earlier == null ? Optional.empty() : zone(earlier);
        }
    }
}
