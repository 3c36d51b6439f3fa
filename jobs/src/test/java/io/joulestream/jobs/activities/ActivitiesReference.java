package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.clickhouse.ActivityRow;
import io.joulestream.jobs.clickhouse.WeatherObservationRow;
import io.joulestream.reference.SummaryReference;
import io.joulestream.reference.WeatherReference;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SEMANTICS 28 to 31, slow and obvious: keeps all that was sent, and looks at all of it for every row. */
final class ActivitiesReference {
    private static final long HOUR = 3_600_000;
    private static final Weather UNKNOWN = new Weather(null, null, null, null, null, null);

    /** An activity as it was sent last. */
    record Sent(
            String tenant,
            String id,
            Activity activity,
            @Nullable Spot spot) {
        ZoneId zone() {
            return spot == null ? ZoneOffset.UTC : spot.zone();
        }

        LocalDate localDay() {
            return LocalDate.ofInstant(Instant.ofEpochMilli(activity.startMillis()), zone());
        }
    }

    private final Map<String, Sent> present = new TreeMap<>();
    private final SortedMap<String, WeatherObservationRow> observations = new TreeMap<>();
    private WeatherReference weather = new WeatherReference();
    private final Map<String, String> failures = new HashMap<>();
    /** Rows of activities that nothing has changed since their weather was forgotten. */
    private final Map<String, ActivityRow> settled = new HashMap<>();

    void sent(Sent sent) {
        String key = sent.tenant + "/watch/" + sent.id;
        if (!sent.equals(present.put(key, sent))) {
            settled.remove(key);
        }
    }

    void deleted(String tenant, String id) {
        present.remove(tenant + "/watch/" + id);
        settled.remove(tenant + "/watch/" + id);
    }

    List<Sent> present() {
        return new ArrayList<>(present.values());
    }

    void observed(String owner, GridCell cell, Observation observation) {
        if (weather.put(owner, cell, observation)) {
            Weather values = observation.weather();
            observations.put(
                    owner + "/" + cell + "@" + observation.tsMillis(),
                    new WeatherObservationRow(
                            owner,
                            cell.toString(),
                            observation.tsMillis(),
                            values.temperature(),
                            values.humidity(),
                            values.pressure(),
                            values.windSpeed(),
                            values.windDirection(),
                            values.precipitation(),
                            observation.provisional(),
                            0,
                            false));
        }
    }

    void removed(String owner, GridCell cell, long tsMillis) {
        weather.remove(owner, cell, tsMillis);
        observations.remove(owner + "/" + cell + "@" + tsMillis);
    }

    void answered(GridCell cell, LocalDate day, String reason) {
        failures.put(cell + "@" + day, reason);
    }

    /** Nothing has come for longer than the retention: rows stay as they are, and what comes meets nothing. */
    void forget(String waiting) {
        settled.putAll(activities(waiting));
        weather = new WeatherReference();
        failures.clear();
    }

    /** Whether its weather was forgotten. */
    boolean isSettled(String key) {
        return settled.containsKey(key);
    }

    SortedMap<String, WeatherObservationRow> observations() {
        return observations;
    }

    /** @param waiting the status of those whose weather has not come */
    SortedMap<String, ActivityRow> activities(String waiting) {
        SortedMap<String, ActivityRow> rows = new TreeMap<>();
        present.forEach((key, sent) -> {
            ActivityRow known = settled.get(key);
            rows.put(key, known == null ? row(sent, waiting) : known);
        });
        return rows;
    }

    private ActivityRow row(Sent sent, String waiting) {
        Activity activity = sent.activity;
        Spot spot = sent.spot;
        long start = activity.startMillis();
        Bracket around = spot == null ? null : weather.around(sent.tenant, spot.cell(), start);
        Weather shown = around == null ? UNKNOWN : WeatherReference.weather(around, start);
        String reason = spot == null ? "" : reason(spot.cell(), start);
        String without = reason.isEmpty() ? waiting : "unavailable(" + reason + ")";
        return new ActivityRow(
                sent.tenant,
                "watch",
                sent.id,
                activity.type(),
                start,
                spot == null ? null : Long.valueOf(spot.latMicros()),
                spot == null ? null : Long.valueOf(spot.lonMicros()),
                activity.distance(),
                activity.moving(),
                activity.elapsed(),
                activity.elevation(),
                activity.heartRate(),
                Objects.requireNonNullElse(activity.name(), ""),
                spot == null ? "" : spot.city(),
                spot == null ? "" : spot.country(),
                spot == null ? "" : spot.zone().getId(),
                spot == null ? "no_location" : around == null ? without : "enriched",
                shown.temperature(),
                shown.humidity(),
                shown.pressure(),
                shown.windSpeed(),
                shown.windDirection(),
                shown.precipitation(),
                around == null ? null : Long.valueOf(around.before().tsMillis()),
                around == null ? null : Long.valueOf(around.after().tsMillis()),
                around != null
                        && (around.before().provisional() || around.after().provisional()),
                0,
                false);
    }

    /** Why the services have nothing: of the day of the start, or of the day of the observation that ends its hour. */
    private String reason(GridCell cell, long start) {
        for (long needed : new long[] {start, start + HOUR}) {
            String reason = failures.getOrDefault(cell + "@" + day(needed), "");
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return "";
    }

    /** The cells and days of whose weather a start tells, as they are asked for. */
    static List<String> needed(GridCell cell, long start) {
        String own = cell + "@" + day(start).toEpochDay();
        String next = cell + "@" + day(start + HOUR).toEpochDay();
        return own.equals(next) ? List.of(own) : List.of(own, next);
    }

    static LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    SortedMap<String, SummaryReference> summaries() {
        SortedMap<String, List<Activity>> groups = new TreeMap<>();
        for (Sent sent : present.values()) {
            LocalDate day = sent.localDay();
            for (Map.Entry<SummaryPeriod, LocalDate> each : Map.of(
                            SummaryPeriod.DAY, day,
                            SummaryPeriod.WEEK, day.minusDays(day.getDayOfWeek().getValue() - 1L),
                            SummaryPeriod.MONTH, LocalDate.of(day.getYear(), day.getMonthValue(), 1))
                    .entrySet()) {
                groups.computeIfAbsent(
                                sent.tenant + " " + sent.activity.type() + " "
                                        + each.getKey().iso() + " " + each.getValue(),
                                key -> new ArrayList<>())
                        .add(sent.activity);
            }
        }
        SortedMap<String, SummaryReference> summaries = new TreeMap<>();
        groups.forEach((key, activities) -> summaries.put(key, SummaryReference.of(activities)));
        return summaries;
    }
}
