package io.joulestream.jobs.activities;

import io.joulestream.core.quantity.Wide;
import io.joulestream.jobs.clickhouse.ActivityRow;
import io.joulestream.jobs.clickhouse.ActivitySummaryRow;
import io.joulestream.jobs.clickhouse.WeatherObservationRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.reference.SummaryReference;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What ClickHouse would hold: of each key the row of the greatest revision, whatever comes first. Outlives the attempts that
 * write to it.
 */
final class ActivityTables implements Consumer<Object> {
    private record Version<T>(long revision, boolean isDeleted, T row) {}

    private final Map<String, Version<ActivityRow>> activities = new HashMap<>();
    private final Map<String, Version<WeatherObservationRow>> observations = new HashMap<>();
    private final Map<String, Version<SummaryReference>> summaries = new HashMap<>();
    /** Reasons by where the records are. */
    final SortedMap<String, String> deadLetters = new TreeMap<>();

    @Override
    public void accept(Object row) {
        if (row instanceof ActivityRow each) {
            put(
                    activities,
                    each.tenant() + "/" + each.source() + "/" + each.id(),
                    new Version<>(each.revision(), each.isDeleted(), plain(each)));
        } else if (row instanceof WeatherObservationRow each) {
            put(
                    observations,
                    each.tenant() + "/" + each.cell() + "@" + each.tsMillis(),
                    new Version<>(each.revision(), each.isDeleted(), plain(each)));
        } else if (row instanceof ActivitySummaryRow each) {
            put(
                    summaries,
                    each.tenant() + " " + each.type() + " " + each.period().iso() + " "
                            + LocalDate.ofEpochDay(each.start()),
                    new Version<>(each.revision(), each.isDeleted(), plain(each)));
        } else if (row instanceof DeadLetter letter) {
            deadLetters.put(
                    letter.topic() + "/" + letter.partition() + "/" + letter.offset(),
                    letter.reason().code());
        } else {
            throw new AssertionError("no table for " + row);
        }
    }

    private static <T> void put(Map<String, Version<T>> table, String key, Version<T> version) {
        Version<T> known = table.get(key);
        if (known != null && known.revision == version.revision) {
            throw new AssertionError(key + " written twice with one revision: " + known + " and " + version);
        }
        if (known == null || known.revision < version.revision) {
            table.put(key, version);
        }
    }

    SortedMap<String, ActivityRow> activities() {
        return live(activities);
    }

    SortedMap<String, WeatherObservationRow> observations() {
        return live(observations);
    }

    SortedMap<String, SummaryReference> summaries() {
        return live(summaries);
    }

    private static <T> SortedMap<String, T> live(Map<String, Version<T>> table) {
        SortedMap<String, T> live = new TreeMap<>();
        table.forEach((key, version) -> {
            if (!version.isDeleted) {
                live.put(key, version.row);
            }
        });
        return live;
    }

    private static ActivityRow plain(ActivityRow row) {
        return withStatus(row, row.weatherStatus());
    }

    /** Without its revision. */
    static ActivityRow withStatus(ActivityRow row, String status) {
        return new ActivityRow(
                row.tenant(),
                row.source(),
                row.id(),
                row.type(),
                row.startMillis(),
                row.latMicros(),
                row.lonMicros(),
                row.distanceMMicros(),
                row.movingSMicros(),
                row.elapsedSMicros(),
                row.elevationMMicros(),
                row.heartRateMicros(),
                row.name(),
                row.city(),
                row.country(),
                row.zone(),
                status,
                row.temperatureMicros(),
                row.humidityMicros(),
                row.pressureMicros(),
                row.windSpeedMicros(),
                row.windDirectionMicros(),
                row.precipitationMicros(),
                row.observedFromMillis(),
                row.observedToMillis(),
                row.provisional(),
                0,
                row.isDeleted());
    }

    private static WeatherObservationRow plain(WeatherObservationRow row) {
        return new WeatherObservationRow(
                row.tenant(),
                row.cell(),
                row.tsMillis(),
                row.temperatureMicros(),
                row.humidityMicros(),
                row.pressureMicros(),
                row.windSpeedMicros(),
                row.windDirectionMicros(),
                row.precipitationMicros(),
                row.provisional(),
                0,
                row.isDeleted());
    }

    private static SummaryReference plain(ActivitySummaryRow row) {
        return new SummaryReference(
                row.count(),
                Wide.of(row.distanceMMicrosHigh(), row.distanceMMicrosLow()).toBigInteger(),
                Wide.of(row.movingSMicrosHigh(), row.movingSMicrosLow()).toBigInteger(),
                Wide.of(row.elevationMMicrosHigh(), row.elevationMMicrosLow()).toBigInteger(),
                row.hasSpeed() ? Long.valueOf(row.speedMicros()) : null,
                row.hasHeartRate() ? Long.valueOf(row.heartRateMicros()) : null,
                histogram(row.distanceBucket(), row.distanceCount()),
                histogram(row.paceBucket(), row.paceCount()));
    }

    private static Map<Long, Integer> histogram(long[] buckets, int[] counts) {
        Map<Long, Integer> histogram = new TreeMap<>();
        for (int i = 0; i < buckets.length; i++) {
            histogram.put(buckets[i], counts[i]);
        }
        return histogram;
    }
}
