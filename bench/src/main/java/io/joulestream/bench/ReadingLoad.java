package io.joulestream.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Readings as gateways send them, some 108 bytes of JSON each: series interleaved, one reading each per tick.
 * Three series of four are counters in kWh, the fourth is a power in W. The same for the same arguments.
 *
 * @param ticks readings of each series
 * @param lateOfHundred how many of a hundred readings come 1 to 60 ticks after their time
 */
record ReadingLoad(int series, int ticks, int lateOfHundred, long tickMillis) {
    static final String TENANT = "default";
    static final long START_MILLIS = 1_704_067_200_000L;
    static final long TICK_MILLIS = 60_000;

    static final int WATCHED = 16;

    /** A prime: its multiples meet every reading once before they meet one again. */
    private static final long SCATTER = 2_654_435_761L;

    private static final String[] ZONES = {"Europe/Madrid", "America/New_York", "Australia/Melbourne", "Asia/Kolkata"};
    private static final int LONGEST_DELAY = 60;

    /** Of all series together. */
    long readings() {
        return (long) series * ticks;
    }

    /** Records in the log: definitions come first. */
    long records() {
        return readings() + series;
    }

    /** Whether it is one of those whose windows are checked: every {@value #WATCHED}th. */
    static boolean isWatched(String name) {
        int end = name.length();
        return Integer.parseInt(name, end - 6, end, 10) % WATCHED == 0;
    }

    long watchedReadings() {
        return (long) ((series + WATCHED - 1) / WATCHED) * ticks;
    }

    static boolean isGauge(int number) {
        return number % 4 == 3;
    }

    static String key(int number) {
        return String.format("%s/site-%02d.meter-%06d", TENANT, number % 100, number);
    }

    /** Sends it all and returns when the broker has it. */
    void send(String bootstrap) {
        var failure = new AtomicReference<Exception>();
        try (var producer = producer(bootstrap)) {
            var keys = new byte[series][];
            for (int i = 0; i < series; i++) {
                keys[i] = key(i).getBytes(StandardCharsets.UTF_8);
                send(producer, keys[i], definition(i), failure);
            }
            sendReadings(producer, keys, failure);
        }
        check(failure);
    }

    /**
     * Sends other values for as many different ones of the readings that were sent, scattered over series and time. Of each
     * comes one row, as none is changed twice.
     */
    void sendCorrections(String bootstrap, int count) {
        var failure = new AtomicReference<Exception>();
        try (var producer = producer(bootstrap)) {
            for (int i = 0; i < count; i++) {
                long place = i * SCATTER % readings();
                int number = (int) (place % series);
                // Above all that was sent before, so each differs from what it replaces.
                long micros = 4_000_000_000_000L + i;
                byte[] key = key(number).getBytes(StandardCharsets.UTF_8);
                send(producer, key, reading(number, (int) (place / series), micros), failure);
            }
        }
        check(failure);
    }

    private static void check(AtomicReference<Exception> failure) {
        if (failure.get() != null) {
            throw new IllegalStateException("not all readings are in the log", failure.get());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Delayed(int series, byte[] value) {}

    private void sendReadings(
            KafkaProducer<byte[], byte[]> producer, byte[][] keys, AtomicReference<Exception> failure) {
        var random = new SplittableRandom(1);
        var micros = new long[series];
        @SuppressWarnings({"unchecked", "rawtypes"})
        Queue<Delayed>[] delayed = new Queue[LONGEST_DELAY + 1];
        for (int i = 0; i < delayed.length; i++) {
            delayed[i] = new ArrayDeque<>();
        }
        for (int tick = 0; tick < ticks + delayed.length; tick++) {
            var due = delayed[tick % delayed.length];
            for (var reading = due.poll(); reading != null; reading = due.poll()) {
                send(producer, keys[reading.series], reading.value, failure);
            }
            for (int i = 0; i < series && tick < ticks; i++) {
                micros[i] = isGauge(i) ? random.nextLong(3_000_000_000L) : micros[i] + random.nextLong(50_000);
                byte[] value = reading(i, tick, micros[i]);
                if (lateOfHundred > 0 && random.nextInt(100) < lateOfHundred) {
                    int by = 1 + random.nextInt(LONGEST_DELAY);
                    delayed[(tick + by) % delayed.length].add(new Delayed(i, value));
                } else {
                    send(producer, keys[i], value, failure);
                }
            }
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, byte[] key, byte[] value, AtomicReference<Exception> failure) {
        var unused = producer.send(new ProducerRecord<>("readings", key, value), (place, problem) -> {
            if (problem != null) {
                failure.set(problem);
            }
        });
    }

    private static byte[] definition(int number) {
        return ("{\"op\":\"series\",\"kind\":\"" + (isGauge(number) ? "gauge" : "counter") + "\",\"unit\":\""
                        + (isGauge(number) ? "W" : "kWh") + "\",\"zone\":\"" + ZONES[number % ZONES.length] + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] reading(int number, int tick, long micros) {
        var text = new StringBuilder(120)
                .append("{\"ts\":")
                .append(START_MILLIS + tick * tickMillis)
                .append(",\"value\":")
                .append(micros / 1_000_000)
                .append('.');
        String fraction = Long.toString(1_000_000 + micros % 1_000_000);
        text.append(fraction, 1, 7)
                .append(",\"unit\":\"")
                .append(isGauge(number) ? "W" : "kWh")
                .append("\",\"gateway\":\"gw-00001742\",\"firmware\":\"2.14.1\",\"rssi\":-61}");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        1 << 17,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        128L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
