package io.joulestream.jobs.kafka;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;

/** A main, not a test: records decoded a second on one core, by form. */
public final class ReadingDecoderSpeed {
    private static final int SERIES = 10_000;
    private static final int ROUNDS = 100;

    private ReadingDecoderSpeed() {}

    public static void main(String[] args) {
        measure("short, scanned", "{\"ts\":%d,\"value\":%d.%03d,\"unit\":\"kWh\"}");
        measure(
                "108 bytes, scanned",
                "{\"ts\":%d,\"value\":%d.%03d,\"unit\":\"kWh\",\"source\":\"gateway-0017\",\"batch\":\"2026-11-21T10:00:00Z-0001\"}");
        measure(
                "108 bytes, others skipped",
                "{\"ts\":%d,\"value\":%d.%03d,\"unit\":\"kWh\",\"device\":\"gateway-0017\",\"trace\":\"2026-11-21T10:00:00Z-0001\"}");
        measure(
                "108 bytes, by JSON",
                "{\"ts\":%d,\"value\":%d.%03d,\"unit\":\"kWh\",\"source\":\"gateway-0017\",\"b\":null,\"batch\":\"2026-11-21T10:00:00Z\"}");
    }

    private static void measure(String name, String form) {
        var decoder = new ReadingDecoder(ZoneId.of("UTC"), 2 * SERIES);
        var keys = new byte[SERIES][];
        var values = new byte[SERIES][];
        int bytes = 0;
        for (int i = 0; i < SERIES; i++) {
            keys[i] = ("default/site-" + i % 100 + ".meter-" + i).getBytes(StandardCharsets.UTF_8);
            String value = String.format(Locale.ROOT, form, 1_700_000_000_000L + 60_000L * i, 1000 + 7 * i, i % 1000);
            values[i] = value.getBytes(StandardCharsets.UTF_8);
            bytes += values[i].length;
        }
        double best = 0;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 10 * SERIES; i++) {
                int series = (int) (i * 7919L % SERIES);
                sum += decoder.decode(1, i, 1_800_000_000_000L, keys[series].clone(), values[series].clone())
                        .event()
                        .micros();
            }
            best = Math.max(best, 10.0 * SERIES * 1e9 / (System.nanoTime() - start));
        }
        System.out.printf(Locale.ROOT, "%-28s %4d bytes: %,.0f records/s (%d)%n", name, bytes / SERIES, best, sum % 10);
    }
}
