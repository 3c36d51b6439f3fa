package io.joulestream.jobs.readings;

import io.joulestream.core.history.Outcome;
import io.joulestream.core.input.Reason;
import io.joulestream.jobs.clickhouse.DeadLetterRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.RawRecords;
import io.joulestream.jobs.kafka.ReplayCheck;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the events of a series into one record before the shuffle; dead letters of the decoder leave to the side.
 *
 * <p>A batch goes when the subtask holds {@code mostEvents} or {@code mostBytes}, {@code delayMillis} after its first
 * event, and before each checkpoint barrier; so there is no state. The order of a series is kept: it is in one
 * partition, read by one subtask, and its batches go one after the other through one channel.
 */
final class SeriesBatcher extends AbstractStreamOperator<SeriesBatch>
        implements OneInputStreamOperator<Decoded, SeriesBatch> {
    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};
    static final OutputTag<LedgerDelta> LEDGER = new OutputTag<>("ledger") {};
    /** Tombstones of dead letters whose replay has come. */
    static final OutputTag<DeadLetterRow> REPLAYED = new OutputTag<>("replayed") {};

    /** A buffer that one busy series made larger than this is not kept for the next batch. */
    private static final int MOST_KEPT_BYTES = 1024;

    private final int mostEvents;
    private final int mostBytes;
    private final long delayMillis;
    private final RawRecords rawRecords;
    private final ZoneId defaultZone;

    private transient Map<String, OpenBatch> open;
    /** Of earlier batches, to be filled again: as many as there were series in one batch. */
    private transient ArrayDeque<OpenBatch> empty;

    private transient LedgerTally tally;
    private transient @Nullable ReplayCheck replays;
    private transient int events;
    private transient int bytes;
    private transient boolean timerSet;

    private static final class OpenBatch {
        final EventWriter writer = new EventWriter();
        int partition;
    }

    @SuppressWarnings("NullAway.Init") // open() comes first
    SeriesBatcher(ReadingsConfig.Batching batching, RawRecords rawRecords, ZoneId defaultZone) {
        this.mostEvents = batching.events();
        this.mostBytes = batching.bytes();
        this.delayMillis = batching.delay().toMillis();
        this.rawRecords = rawRecords;
        this.defaultZone = defaultZone;
    }

    @Override
    public void open() throws Exception {
        super.open();
        open = new HashMap<>();
        empty = new ArrayDeque<>();
        tally = new LedgerTally();
    }

    @Override
    public void processElement(StreamRecord<Decoded> element) throws IOException {
        Decoded decoded = element.getValue();
        LedgerTally.Counts counts = tally.of(decoded.partition());
        counts.consumed(decoded.offset());
        if (decoded.replay() != null && !applies(decoded, counts)) {
            return;
        }
        if (decoded.isRejected()) {
            counts.deadLetter(decoded.deadLetter().reason());
            output.collect(DEAD_LETTERS, new StreamRecord<>(decoded.deadLetter()));
            return;
        }
        OpenBatch batch = batch(decoded.key());
        if (batch.partition != decoded.partition() && batch.writer.count() > 0) {
            // A producer that partitions otherwise: each batch still says where its events are.
            flush();
            batch = batch(decoded.key());
        }
        int before = batch.writer.size();
        batch.partition = decoded.partition();
        batch.writer.add(decoded.event(), decoded.offset(), decoded.receivedMillis());
        bytes += batch.writer.size() - before;
        events++;
        if (events >= mostEvents || bytes >= mostBytes) {
            flush();
        } else if (!timerSet) {
            timerSet = true;
            var time = getProcessingTimeService();
            var unused = time.registerTimer(time.getCurrentProcessingTime() + delayMillis, now -> {
                timerSet = false;
                flush();
            });
        }
    }

    /** Whether the record is to be taken like any other: it is a replay that nothing has overtaken. */
    private boolean applies(Decoded decoded, LedgerTally.Counts counts) throws IOException {
        ReplayCheck check = replays;
        if (check == null) {
            check = new ReplayCheck(rawRecords, defaultZone);
            replays = check;
        }
        ReplayCheck.Verdict verdict = check.judge(decoded);
        if (!verdict.isValid()) {
            counts.deadLetter(Reason.REPLAY_INVALID);
            output.collect(
                    DEAD_LETTERS, new StreamRecord<>(decoded.deadLetter(Reason.REPLAY_INVALID, verdict.detail())));
            return false;
        }
        output.collect(REPLAYED, new StreamRecord<>(verdict.tombstone(decoded)));
        if (verdict.isSuperseded()) {
            counts.outcome(Outcome.SUPERSEDED);
        }
        return !verdict.isSuperseded();
    }

    @Override
    public void close() throws Exception {
        if (replays != null) {
            replays.close();
        }
        super.close();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
        for (LedgerDelta delta : tally.take()) {
            output.collect(LEDGER, new StreamRecord<>(delta));
        }
    }

    @Override
    public void finish() throws Exception {
        prepareSnapshotPreBarrier(Long.MAX_VALUE);
        super.finish();
    }

    private OpenBatch batch(String key) {
        OpenBatch batch = open.get(key);
        if (batch == null) {
            OpenBatch kept = empty.poll();
            batch = kept == null ? new OpenBatch() : kept;
            open.put(key, batch);
        }
        return batch;
    }

    private void flush() {
        if (events == 0) {
            return;
        }
        for (Map.Entry<String, OpenBatch> entry : open.entrySet()) {
            OpenBatch batch = entry.getValue();
            EventWriter writer = batch.writer;
            output.collect(new StreamRecord<>(
                    new SeriesBatch(entry.getKey(), batch.partition, writer.count(), writer.toByteArray())));
            if (writer.size() <= MOST_KEPT_BYTES) {
                writer.clear();
                empty.push(batch);
            }
        }
        open.clear();
        events = 0;
        bytes = 0;
    }
}
