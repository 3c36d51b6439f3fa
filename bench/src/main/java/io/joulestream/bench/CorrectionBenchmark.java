package io.joulestream.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long a correction of one reading takes to be visible in a series of many years of hourly readings, from the request
 * over HTTP to the window's row in ClickHouse: of a reading in the job's state, and of one that has left it long ago.
 */
final class CorrectionBenchmark {
    private static final String SERIES = "years";
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int CHUNK = 8_760;
    private static final int BLOCK = 128;
    /** The default of {@code state.retention}, in days. */
    private static final int RETENTION = 400;

    private static final int STEP = 10;
    private static final long GIVE_UP_SECONDS = 600;
    /** What one reading touches: the spans of two hours in four periods. */
    private static final int MOST_WINDOWS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom(4711);
    private final int days;
    private final int rounds;
    private final long start;

    /** @param rounds corrections of each sort */
    CorrectionBenchmark(int years, int rounds) {
        this.days = years * 365;
        this.rounds = rounds;
        this.start = System.currentTimeMillis() / DAY * DAY - days * DAY;
    }

    void run(Path folder, Measurements measurements) throws Exception {
        try (var system = new EndToEnd(folder)) {
            system.awaitReady();
            Progress.say("%,d hourly readings", days * 24);
            send(system, "PUT", "/v1/series/" + SERIES, "{\"kind\":\"counter\",\"unit\":\"kWh\",\"zone\":\"UTC\"}");
            for (int hour = 0; hour < days * 24; hour += CHUNK) {
                postHours(system, hour, Math.min(days * 24, hour + CHUNK));
            }
            awaitArchived(system);
            for (int round = 0; round < rounds; round++) {
                // Never two in one block, nor near the border.
                correct(system, days - 5 - random.nextInt(RETENTION - 10), "correction_in_state", measurements);
                correct(system, 5 + round * (days - RETENTION - 30) / rounds, "correction_archived", measurements);
            }
            for (int percent : new int[] {50, 100}) {
                measurements.quantile("correction_in_state", percent, "");
                measurements.quantile("correction_archived", percent, "correction_in_state_p" + percent);
            }
            measurements.quantile("windows", 100, "");
        }
    }

    private void postHours(EndToEnd system, int from, int to) throws Exception {
        var lines = new StringBuilder();
        for (int hour = from; hour < to; hour++) {
            lines.append(line(hour, (long) hour * STEP));
        }
        send(system, "POST", "/v1/readings", lines.toString());
    }

    private String line(int hour, long value) {
        return "{\"series\":\"" + SERIES + "\",\"ts\":" + (start + hour * HOUR) + ",\"value\":" + value + "}\n";
    }

    /** Until all but the last old blocks and months stand in the archive. */
    private void awaitArchived(EndToEnd system) throws Exception {
        long blocks = (days - RETENTION) * 24L / BLOCK - 1;
        long months = (days - RETENTION) / 31L - 2;
        await(
                system,
                "SELECT countIf(stage = 'kept') FROM (SELECT max(stage) AS stage FROM archived_block GROUP BY kind, key, copy)",
                blocks + months,
                1_000);
    }

    /** A reading at noon of the day, and its hour's consumption. */
    private void correct(EndToEnd system, int day, String name, Measurements measurements) throws Exception {
        int hour = day * 24 + 12;
        long revision = system.store().number("SELECT max(revision) FROM rollup WHERE series = '" + SERIES + "'");
        long sent = System.nanoTime();
        send(system, "POST", "/v1/readings", line(hour, (long) hour * STEP + 1));
        await(
                system,
                "SELECT toInt64(total) FROM rollup_latest WHERE tenant = 'default' AND series = '" + SERIES
                        + "' AND period = 'PT1H' AND start = fromUnixTimestamp64Milli(" + (start + (hour - 1) * HOUR)
                        + ")",
                (STEP + 1) * 1_000L,
                2);
        measurements.addSample(name, (System.nanoTime() - sent) / 1e6, "ms");
        TimeUnit.SECONDS.sleep(1);
        long windows = system.store()
                .number("SELECT count() FROM rollup WHERE series = '" + SERIES + "' AND revision > " + revision);
        if (windows > MOST_WINDOWS) {
            throw new IllegalStateException("a correction wrote " + windows + " windows");
        }
        measurements.addSample("windows", (double) windows, "rows");
    }

    private static void await(EndToEnd system, String query, long atLeast, long pauseMillis) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        for (long found = system.store().number(query);
                found < atLeast;
                found = system.store().number(query)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(query + ": " + found + " instead of " + atLeast);
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    private void send(EndToEnd system, String method, String path, String body)
            throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(system.endpointUrl() + path))
                        .header("content-type", method.equals("PUT") ? "application/json" : "application/x-ndjson")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
