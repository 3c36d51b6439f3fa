package io.joulestream.jobs.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives dead letters that were judged behind the shuffle, where the record's bytes do not go, those bytes again: reads
 * them from the log by their offsets. One whose record is gone passes without bytes, and its detail says so.
 *
 * <p>Collects at most {@value #MOST} letters and reads them in the order of the log; emits what it holds before each
 * checkpoint barrier, so it has no state.
 */
public final class RawRecordFetch extends AbstractStreamOperator<DeadLetter>
        implements OneInputStreamOperator<DeadLetter, DeadLetter> {
    static final int MOST = 1000;
    static final String GONE = " (the log no longer holds the record)";
    private static final Comparator<DeadLetter> LOG_ORDER = Comparator.comparing(DeadLetter::topic)
            .thenComparingInt(DeadLetter::partition)
            .thenComparingLong(DeadLetter::offset);

    private final RawRecords records;
    private transient RawRecords.@Nullable Reader reader;
    private final ArrayList<DeadLetter> waiting = new ArrayList<>();

    public RawRecordFetch(RawRecords records) {
        this.records = records;
    }

    /** The letters, all with their bytes; uid and name {@code raw-record-fetch}. */
    public static SingleOutputStreamOperator<DeadLetter> attach(DataStream<DeadLetter> letters, RawRecords records) {
        return letters.transform("raw-record-fetch", TypeInformation.of(DeadLetter.class), new RawRecordFetch(records))
                .uid("raw-record-fetch")
                .name("raw-record-fetch");
    }

    @Override
    public void processElement(StreamRecord<DeadLetter> element) throws IOException {
        DeadLetter letter = element.getValue();
        if (letter.hasRaw()) {
            output.collect(new StreamRecord<>(letter));
            return;
        }
        waiting.add(letter);
        if (waiting.size() == MOST) {
            fetch();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws IOException {
        fetch();
    }

    @Override
    public void finish() throws Exception {
        fetch();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (reader != null) {
            reader.close();
        }
        super.close();
    }

    private void fetch() throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        waiting.sort(LOG_ORDER);
        RawRecords.Reader open = reader();
        for (DeadLetter letter : waiting) {
            RawRecords.Raw raw = open.read(letter.topic(), letter.partition(), letter.offset());
            output.collect(new StreamRecord<>(
                    raw == null
                            ? letter.withDetail(letter.detail() + GONE).withRaw(null, null)
                            : letter.withRaw(raw.key(), raw.value())));
        }
        waiting.clear();
    }

    /** Opened when first needed: most jobs never need it. */
    private RawRecords.Reader reader() {
        RawRecords.Reader open = reader;
        if (open == null) {
            open = records.open();
            reader = open;
        }
        return open;
    }
}
