package io.joulestream.jobs.readings;

import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.ReadingDecoder;
import io.joulestream.jobs.kafka.Topics;
import io.joulestream.reference.Histories;
import io.joulestream.reference.HistoryOptions;
import io.joulestream.reference.Reference;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A log: several random series interleaved over some partitions, and what SEMANTICS makes of each record. */
final class RandomLog {
    /** The job's, for a definition without one. */
    static final ZoneId ZONE = ZoneId.of("Europe/Madrid");

    /** @param outcome how the reference says that the record ends (SEMANTICS 10) */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String key, int partition, long offset, long receivedMillis, byte[] value, String outcome) {
        ConsumerRecord<byte[], byte[]> kafkaRecord() {
            return new ConsumerRecord<>(
                    Topics.READINGS,
                    partition,
                    offset,
                    receivedMillis,
                    TimestampType.LOG_APPEND_TIME,
                    key.length(),
                    value.length,
                    key.getBytes(StandardCharsets.UTF_8),
                    value,
                    new RecordHeaders(),
                    Optional.empty());
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Reference> references = new TreeMap<>();
    private final Set<String> everDefined = new TreeSet<>();
    private final Set<String> defined = new TreeSet<>();

    private RandomLog() {}

    /** The histories of seeds {@code seed * series} and following; series i is in partition i modulo {@code partitions}. */
    static RandomLog of(long seed, int series, int partitions, HistoryOptions options) {
        RandomLog log = new RandomLog();
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Histories.Event>> waiting = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            waiting.add(new ArrayList<>(Histories.of(seed * series + i, options).events()));
        }
        long[] offsets = new long[partitions];
        int[] positions = new int[series];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            open.add(i);
        }
        while (!open.isEmpty()) {
            int chosen = open.get(random.nextInt(open.size()));
            for (int run = 1 + random.nextInt(20); run > 0; run--) {
                if (positions[chosen] == waiting.get(chosen).size()) {
                    open.remove((Integer) chosen);
                    break;
                }
                int partition = chosen % partitions;
                log.add(
                        "t-" + chosen % 3 + "/series." + chosen,
                        partition,
                        offsets[partition]++,
                        waiting.get(chosen).get(positions[chosen]++));
            }
        }
        return log;
    }

    private void add(String key, int partition, long offset, Histories.Event event) {
        Reference reference = references.computeIfAbsent(key, name -> new Reference(ZONE));
        String outcome = reference.apply(event.fields(), event.receivedMillis());
        switch (outcome) {
            case "definition", "accepted" -> {
                defined.add(key);
                everDefined.add(key);
            }
            case "series_deleted" -> defined.remove(key);
            default -> {}
        }
        entries.add(new Entry(
                key,
                partition,
                offset,
                event.receivedMillis(),
                event.toJson().getBytes(StandardCharsets.UTF_8),
                outcome));
    }

    /** In one order that keeps the order of each partition. */
    List<Entry> entries() {
        return entries;
    }

    /** Each series by its key, all its events applied. */
    Map<String, Reference> references() {
        return references;
    }

    boolean isDefined(String key) {
        return defined.contains(key);
    }

    /** The series that have a row in table {@code series}, be it a tombstone. */
    Set<String> everDefined() {
        return everDefined;
    }

    /** How often each outcome occurs. */
    Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(entry.outcome(), 1L, Long::sum));
        return counts;
    }

    /** The reason of each dead letter by {@code partition/offset}. */
    Map<String, String> deadLetters() {
        Map<String, String> letters = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.outcome().startsWith("dead_letter:")) {
                letters.put(
                        entry.partition() + "/" + entry.offset(),
                        entry.outcome().substring("dead_letter:".length()));
            }
        }
        return letters;
    }

    /** Decodes as the source does: the same object at each call. */
    static final class Decoder implements Collector<Decoded> {
        private final ReadingDecoder decoder = new ReadingDecoder(ZONE, 100);
        private final List<Decoded> last = new ArrayList<>();

        Decoded decode(Entry entry) {
            last.clear();
            decoder.deserialize(entry.kafkaRecord(), this);
            return last.get(0);
        }

        @Override
        public void collect(Decoded decoded) {
            last.add(decoded);
        }

        @Override
        public void close() {}
    }
}
