package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.Revisions;
import io.joulestream.jobs.clickhouse.DeadLetterRow;
import io.joulestream.jobs.clickhouse.LedgerRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.ReadingDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SEMANTICS 9: what the batcher makes of records that say they replay another one. */
class ReplayedLettersTest {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 60);

    private OneInputStreamOperatorTestHarness<Decoded, SeriesBatch> batcher;

    @SuppressWarnings("NullAway.Init") // before each test
    ReplayedLettersTest() {}

    @BeforeEach
    void start() throws Exception {
        var batching = new ReadingsConfig.Batching(1, 1 << 20, Duration.ofMillis(200));
        batcher = new OneInputStreamOperatorTestHarness<>(
                new SeriesBatcher(batching, LogInMemory.fresh(), RandomLog.ZONE));
        batcher.open();
    }

    @Test
    void aLetterApplies() throws Exception {
        send("a/m", reading(1), null);
        send("a/m", reading(2), null);
        send("a/other", reading(1), null);
        send("a/m", "{\"op\":\"meter-delete\",\"ts\":1700000000001}", null);
        assertEquals(List.of(), sendAll(replay(0, 3)));
        assertEquals(List.of("0 "), replayed());
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), applied());
        assertEquals(Map.of("accepted", 5L), ledger(5));
    }

    @Test
    void aLaterEventThatNobodyHasScannedOvertakesIt() throws Exception {
        send("a/m", reading(1), null);
        send("a/m", reading(7), null);
        send("a/m", "{\"op\":\"delete\",\"ts\":1700000000001}", null);
        sendAll(replay(0, 1));
        assertEquals(List.of("0 superseded"), replayed());
        assertEquals(List.of(0L, 1L, 2L), applied());
        assertEquals(Map.of("accepted", 3L, "superseded", 1L), ledger(3));
    }

    @Test
    void aLaterEventThatSomebodyHasFoundIsLookedUp() throws Exception {
        send("a/m", reading(1), null);
        send("a/m", reading(2), null);
        send("a/m", "{\"op\":\"series-delete\"}", null);
        send("a/m", reading(3), null);
        sendAll("0,3,2");
        assertEquals(List.of("0 superseded"), replayed());
        assertEquals(List.of("replay_invalid at 5"), sendAll("0,3,1"));
        assertEquals(List.of(), replayed(), "it is still a letter");
        assertEquals(Map.of("accepted", 4L, "superseded", 1L, "dead_letter:replay_invalid", 1L), ledger(4));
    }

    @Test
    void ofTwoReplaysOfOneLetterOneApplies() throws Exception {
        send("a/m", reading(1), null);
        sendAll(replay(0, 1));
        sendAll(replay(0, 1));
        assertEquals(List.of("0 ", "0 superseded"), replayed());
        assertEquals(List.of(0L, 1L), applied());
    }

    /** It has no identity: nothing overtakes it, and it is a letter again, at its new place, however often it is sent. */
    @Test
    void whatCannotBeReadIsALetterAgain() throws Exception {
        assertEquals(List.of("record_unparsable at 0"), send("a/m", "{\"ts\":", null));
        send("a/m", "{\"op\":\"series-delete\"}", null);
        assertEquals(List.of("record_unparsable at 2"), sendAll(replay(0, 1)));
        assertEquals(List.of(), sendAll(replay(0, 1)));
        assertEquals(List.of("0 ", "0 superseded"), replayed());
        assertEquals(Map.of("accepted", 1L, "superseded", 1L, "dead_letter:record_unparsable", 2L), ledger(1));
    }

    @Test
    void aLetterWithoutAKeyIsALetterAgain() throws Exception {
        assertEquals(List.of("key_invalid at 0"), send(null, reading(1), null));
        assertEquals(List.of("key_invalid at 1"), send(null, reading(1), "0,1"));
        assertEquals(List.of("0 "), replayed());
    }

    @Test
    void headersThatCannotBeAreLetters() throws Exception {
        send("a/m", reading(1), null);
        List<String> forged = List.of(
                "",
                "x",
                "0",
                "0,0",
                "5,1",
                "0,99",
                "-1,1",
                "0,1,5",
                "0,1,0",
                "0,1,2,3",
                "99999999999999999999,1",
                "\0");
        for (String header : forged) {
            int offset = LogInMemory.size();
            assertEquals(List.of("replay_invalid at " + offset), send("a/m", reading(1), header), header);
        }
        // Another key, another value, another tenant's letter, none.
        assertEquals(1, send("a/n", reading(1), "0,1").size());
        assertEquals(1, send("a/m", reading(2), "0,1").size());
        assertEquals(1, send("b/m", reading(1), "0,1").size());
        assertEquals(1, send("a/m", null, "0,1").size());
        assertEquals(List.of(), replayed());
        assertEquals(List.of(0L), applied());
        // One that is a letter itself overtakes nothing.
        sendAll(replay(0, 1));
        assertEquals(List.of("0 "), replayed());
    }

    /** Against the definition, over logs of few identities, with replays of replays, whatever was scanned before. */
    @Test
    void whatAppliesIsWhatTheLogBeforeItSays() throws Exception {
        int superseded = 0;
        int applying = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            start();
            var random = new SplittableRandom(seed);
            var said = new ArrayList<Said>();
            var times = new HashMap<Long, Integer>();
            for (int i = 0; i < 40; i++) {
                if (i == 0 || random.nextInt(3) > 0) {
                    Said event = Said.random(random, i);
                    said.add(event);
                    send(event.key, event.json(), null);
                } else {
                    int letter = random.nextInt(i);
                    Said replayed = said.get(letter).at(letter);
                    int scanned = letter + 1 + random.nextInt(i - letter);
                    int found = replayed.firstOvertaking(said, letter + 1, scanned);
                    boolean expected = replayed.firstOvertaking(said, letter + 1, i) < 0;
                    said.add(replayed);
                    drainApplied();
                    send(replayed.key, replayed.json(), letter + "," + scanned + (found < 0 ? "" : "," + found));
                    String what = "seed " + seed + ", " + letter + " at " + i;
                    assertEquals(List.of(letter + (expected ? " " : " superseded")), replayed(), what);
                    assertEquals(expected ? List.of((long) i) : List.of(), applied(), what);
                    if (expected) {
                        applying++;
                        times.merge((long) letter, 1, Integer::sum);
                    } else {
                        superseded++;
                    }
                }
            }
            times.forEach((letter, count) -> assertEquals(1, count, "letter " + letter + " applied"));
        }
        assertTrue(superseded > SEEDS && applying > SEEDS, superseded + " superseded, " + applying + " applying");
    }

    /** A record, by what it is about; its position is its own, or that of the record it replays. */
    private record Said(String key, String op, int ts, int position) {
        static Said random(SplittableRandom random, int offset) {
            List<String> ops = List.of("reading", "reading", "delete", "meter-delete", "series", "series-delete");
            int op = random.nextInt(random.nextInt(4) == 0 ? 6 : 4);
            return new Said("a/" + random.nextInt(2), ops.get(op), random.nextInt(4), offset);
        }

        Said at(int replayedOffset) {
            return new Said(key, op, ts, replayedOffset);
        }

        int firstOvertaking(List<Said> said, int from, int to) {
            for (int i = from; i < to; i++) {
                Said later = said.get(i);
                if (later.key.equals(key) && later.position >= position && sameThing(later)) {
                    return i;
                }
            }
            return -1;
        }

        private boolean sameThing(Said later) {
            if (op.equals("series-delete") || later.op.equals("series-delete")) {
                return true;
            }
            boolean definitions = op.equals("series") && later.op.equals("series");
            boolean meters = op.equals("meter-delete") && later.op.equals("meter-delete");
            boolean readings = List.of("reading", "delete").containsAll(List.of(op, later.op));
            return definitions || ((meters || readings) && ts == later.ts);
        }

        String json() {
            return switch (op) {
                case "reading" -> reading(ts);
                case "series" -> "{\"op\":\"series\",\"kind\":\"gauge\",\"unit\":\"W\"}";
                case "series-delete" -> "{\"op\":\"series-delete\"}";
                default -> "{\"op\":\"" + op + "\",\"ts\":" + (1_700_000_000_000L + ts) + "}";
            };
        }
    }

    private static String reading(int ts) {
        return "{\"ts\":" + (1_700_000_000_000L + ts) + ",\"value\":1}";
    }

    private static String replay(long letter, long scanned) {
        return letter + "," + scanned;
    }

    /** The first record once more. */
    private List<String> sendAll(String header) throws Exception {
        var first = LogInMemory.EMPTY.open().read("readings", LogInMemory.PARTITION, 0);
        byte[] key = first == null ? null : first.key();
        byte[] value = first == null ? null : first.value();
        return send(
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                value == null ? null : new String(value, StandardCharsets.UTF_8),
                header);
    }

    /** The dead letters that it makes. */
    private List<String> send(@Nullable String key, @Nullable String json, @Nullable String replay) throws Exception {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        new ReadingDecoder(RandomLog.ZONE, 10).deserialize(LogInMemory.append(key, value, replay), new Collector<>() {
            @Override
            public void collect(Decoded decoded) {
                try {
                    batcher.processElement(new StreamRecord<>(decoded));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {}
        });
        var letters = new ArrayList<String>();
        var side = batcher.getSideOutput(SeriesBatcher.DEAD_LETTERS);
        while (side != null && !side.isEmpty()) {
            DeadLetter letter = side.remove().getValue();
            letters.add(letter.reason().code() + " at " + letter.offset());
        }
        return letters;
    }

    /** Offsets and reasons of the tombstones since the last call. */
    private List<String> replayed() {
        var tombstones = new ArrayList<String>();
        var side = batcher.getSideOutput(SeriesBatcher.REPLAYED);
        while (side != null && !side.isEmpty()) {
            DeadLetterRow row = side.remove().getValue();
            assertEquals(
                    "readings 3 2 true",
                    row.topic() + " " + row.partition() + " " + row.revision() + " " + row.isDeleted());
            tombstones.add(row.offset() + " " + row.reason());
        }
        return tombstones;
    }

    /** Offsets of the events that went on since the last call. */
    private List<Long> applied() {
        var offsets = new ArrayList<Long>();
        for (SeriesBatch batch : batcher.extractOutputValues()) {
            for (EventReader reader = new EventReader(batch.events()); reader.hasNext(); ) {
                offsets.add(reader.next().offset());
            }
        }
        drainApplied();
        return offsets;
    }

    private void drainApplied() {
        batcher.getOutput().clear();
    }

    /** What the batcher counted, and its events as if all were accepted. */
    private Map<String, Long> ledger(int accepted) throws Exception {
        batcher.prepareSnapshotPreBarrier(1);
        PartitionLedger ledger = PartitionLedger.read(LogInMemory.PARTITION, null);
        batcher.getSideOutput(SeriesBatcher.LEDGER).forEach(delta -> ledger.add(delta.getValue()));
        var rest = new LedgerTally();
        for (int i = 0; i < accepted; i++) {
            rest.of(LogInMemory.PARTITION).outcome(Outcome.ACCEPTED);
        }
        rest.take().forEach(ledger::add);
        LedgerRow row = ledger.row(new Revisions(1));
        return LedgerCounts.of(List.of(row));
    }
}
