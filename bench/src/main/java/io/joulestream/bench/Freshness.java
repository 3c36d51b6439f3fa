package io.joulestream.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * While 1,000 readings a second come in over HTTP: how long until each post is visible (its reading and its day's row),
 * and how long a year of days takes over HTTP beside the least that could be asked, {@code SELECT 1} on the same path.
 */
final class Freshness {
    private static final int POSTS_A_SECOND = 10;
    private static final int READINGS_A_POST = 100;
    private static final int PROBES = 20;
    private static final long YEAR_START = 1_672_531_200_000L;
    private static final long DAY = 86_400_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String endpoint;
    private final StoreSql store;
    private final String trivial;
    private final Measurements measurements;
    /** By series: what was posted last and is not visible yet. */
    private final Map<String, Post> waiting = new ConcurrentHashMap<>();

    private record Post(long tsMillis, long sentNanos) {}

    /** @param trivial the address of a {@link TrivialRoute} */
    Freshness(String endpoint, StoreSql store, String trivial, Measurements measurements) {
        this.endpoint = endpoint;
        this.store = store;
        this.trivial = trivial;
        this.measurements = measurements;
    }

    void run(int seconds) throws Exception {
        defineAll();
        postYear();
        var running = new AtomicBoolean(true);
        var threads = Executors.newFixedThreadPool(3);
        try {
            var posting = threads.submit(() -> {
                post(seconds);
                return true;
            });
            var watching = threads.submit(() -> {
                watch(running);
                return true;
            });
            var reading = threads.submit(() -> {
                read(running);
                return true;
            });
            posting.get();
            awaitVisible();
            running.set(false);
            watching.get();
            reading.get();
        } finally {
            running.set(false);
            threads.shutdownNow();
        }
    }

    private void defineAll() throws Exception {
        for (int i = 0; i < POSTS_A_SECOND * READINGS_A_POST; i++) {
            put(name(i));
        }
        put("year");
    }

    private static String name(int number) {
        return number < PROBES ? "probe-" + number : "load-" + number;
    }

    private void put(String series) throws Exception {
        send(HttpRequest.newBuilder(URI.create(endpoint + "/v1/series/" + series))
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofString("{\"kind\":\"counter\",\"unit\":\"kWh\",\"zone\":\"Europe/Madrid\"}"))
                .build());
    }

    private void postYear() throws Exception {
        var body = new StringBuilder();
        for (int hour = 0; hour < 366 * 24; hour++) {
            body.append("{\"series\":\"year\",\"ts\":")
                    .append(YEAR_START + hour * 3_600_000L)
                    .append(",\"value\":")
                    .append(hour)
                    .append("}\n");
        }
        String answer = send(readings(body.toString()));
        String token = answer.replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
        String year = get(endpoint + yearOfDays() + "&after=" + token);
        if (year.split("\"measured\"", -1).length < 365) {
            throw new IllegalStateException("not a year of days: " + year);
        }
    }

    private static String yearOfDays() {
        return "/v1/series/year/points?period=P1D&from=" + YEAR_START + "&to=" + (YEAR_START + 365 * DAY);
    }

    private HttpRequest readings(String lines) {
        return HttpRequest.newBuilder(URI.create(endpoint + "/v1/readings"))
                .header("content-type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build();
    }

    /** Each post has one probe; the other readings of it are load. */
    private void post(int seconds) throws Exception {
        long started = System.nanoTime();
        for (int post = 0; post < seconds * POSTS_A_SECOND; post++) {
            long due = started + post * (1_000_000_000L / POSTS_A_SECOND);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            long ts = System.currentTimeMillis();
            String probe = name(post % PROBES);
            var body = new StringBuilder(line(probe, ts, post));
            int base = PROBES + (post % POSTS_A_SECOND) * (READINGS_A_POST - 1);
            for (int i = 0; i < READINGS_A_POST - 1; i++) {
                body.append(line(name(base + i), ts, post));
            }
            if (waiting.putIfAbsent(probe, new Post(ts, System.nanoTime())) != null) {
                measurements.add("freshness_skipped", 1, "posts");
            }
            send(readings(body.toString()));
        }
    }

    private static String line(String series, long ts, int value) {
        return "{\"series\":\"" + series + "\",\"ts\":" + ts + ",\"value\":" + value + "}\n";
    }

    private void watch(AtomicBoolean running) throws Exception {
        while (running.get()) {
            var rows = store.rows("SELECT series, least(raw, day) FROM"
                    + " (SELECT series, toUnixTimestamp64Milli(max(ts)) AS raw FROM reading"
                    + "  WHERE tenant = 'default' AND series >= 'probe-' AND series < 'probe.' GROUP BY series) AS r"
                    + " JOIN (SELECT series, toUnixTimestamp64Milli(max(last_ts)) AS day FROM rollup"
                    + "  WHERE tenant = 'default' AND series >= 'probe-' AND series < 'probe.' AND period = 'P1D'"
                    + "  GROUP BY series) AS d USING series");
            long now = System.nanoTime();
            for (String row : rows) {
                String[] columns = row.split("\t", -1);
                var post = waiting.get(columns[0]);
                if (post != null && Long.parseLong(columns[1]) >= post.tsMillis) {
                    waiting.remove(columns[0]);
                    measurements.addSample("freshness", (now - post.sentNanos) / 1e9, "s");
                }
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
    }

    private void awaitVisible() throws InterruptedException {
        while (!waiting.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** By turns, so that both meet the same load. */
    private void read(AtomicBoolean running) throws Exception {
        while (running.get()) {
            long first = System.nanoTime();
            get(endpoint + yearOfDays());
            long second = System.nanoTime();
            get(trivial);
            long third = System.nanoTime();
            measurements.addSample("points", (second - first) / 1e6, "ms");
            measurements.addSample("trivial", (third - second) / 1e6, "ms");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
