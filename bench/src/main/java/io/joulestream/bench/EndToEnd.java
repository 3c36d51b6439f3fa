package io.joulestream.bench;

import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.kafka.Lag;
import io.joulestream.local.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The whole system as {@code ./joulestream up} runs it (broker, Flink, ClickHouse, endpoint, each a process of its own,
 * with the default settings) on a folder whose log is full already.
 */
final class EndToEnd implements AutoCloseable {
    private static final String GROUP = "joulestream-readings";
    private static final Duration READY = Duration.ofMinutes(5);
    private static final long GIVE_UP_SECONDS = 900;
    private static final double WARM = 0.1;

    private final LocalStack stack;
    private final StoreSql store;

    EndToEnd(Path folder) throws IOException {
        stack = LocalStack.start(Home.find(), LocalConfig.onAnyPorts(folder), (part, line) -> {});
        store = new StoreSql(stack.addresses().clickHouseUrl(), folder);
    }

    /** Readings per second over the last nine tenths, until all their rows can be queried. */
    double readingsPerSecond(ReadingLoad load) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        long first = 0;
        long firstAt = 0;
        while (true) {
            long rows = store.number("SELECT count() FROM reading");
            long now = System.nanoTime();
            if (first == 0 && rows >= load.readings() * WARM) {
                first = rows;
                firstAt = now;
            }
            if (rows >= load.readings() && first > 0 && lag() == 0) {
                check(load);
                return (load.readings() - first) / ((now - firstAt) / 1e9);
            }
            if (now > end) {
                throw new IllegalStateException("only " + rows + " of " + load.readings() + " readings are visible");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private long lag() {
        try (var log = new KafkaLog(stack.addresses().kafkaBootstrap(), Map.of())) {
            return Lag.of(log, "readings", GROUP).partitions().stream()
                    .mapToLong(Lag.Partition::records)
                    .sum();
        }
    }

    /** Every reading is there once, and the windows of every period count each once and add up to the same total. */
    private void check(ReadingLoad load) throws IOException, InterruptedException {
        expect(load.readings(), store.number("SELECT count() FROM reading_latest"), "readings");
        List<String> periods = store.rows("SELECT period, sum(count), toString(sum(total)) FROM rollup_latest"
                + " WHERE period IN ('PT15M', 'PT1H', 'P1D', 'P1M') GROUP BY period ORDER BY period");
        String total = periods.get(0).split("\t", -1)[2];
        for (String period : periods) {
            String[] columns = period.split("\t", -1);
            expect(load.readings(), Long.parseLong(columns[1]), columns[0]);
            if (!columns[2].equals(total)) {
                throw new IllegalStateException("totals differ: " + periods);
            }
        }
        expect(4, periods.size(), "periods");
        expect(0, store.number("SELECT count() FROM dead_letter"), "dead letters");
    }

    private static void expect(long expected, long found, String what) {
        if (expected != found) {
            throw new IllegalStateException(what + ": " + found + " instead of " + expected);
        }
    }

    void awaitReady() {
        stack.awaitReady(READY);
    }

    String endpointUrl() {
        return stack.addresses().endpointUrl();
    }

    StoreSql store() {
        return store;
    }

    @Override
    public void close() throws IOException {
        stack.close();
    }
}
