package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.replay.Replay;
import io.joulestream.core.series.SeriesEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Iterator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records of topic {@code readings} to {@link Decoded}, one for one: what cannot be decoded is a {@code Decoded} too, with
 * its reason. Runs in the source's thread. The common form is scanned ({@link CommonForm}), the rest parsed
 * ({@link JsonForm}).
 */
public final class ReadingDecoder implements KafkaRecordDeserializationSchema<Decoded> {
    /** 1 MB (API.md, Kafka). */
    static final int LONGEST_VALUE = 1_000_000;

    private final ZoneId defaultZone;
    private final int mostSeries;
    private transient @Nullable Decoding decoding;

    /** What a subtask works with; built where it runs. */
    private static final class Decoding {
        final Decoded decoded = new Decoded();
        final CommonForm commonForm = new CommonForm();
        final JsonForm jsonForm;
        final KeyTable keys;

        Decoding(ZoneId defaultZone, int mostSeries) {
            jsonForm = new JsonForm(defaultZone);
            keys = new KeyTable(mostSeries);
        }
    }

    /**
     * @param defaultZone of a definition without one
     * @param mostSeries whose keys a subtask remembers, some 200 bytes each
     */
    public ReadingDecoder(ZoneId defaultZone, int mostSeries) {
        this.defaultZone = defaultZone;
        this.mostSeries = mostSeries;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
        Decoded decoded = decode(record.partition(), record.offset(), record.timestamp(), record.key(), record.value());
        decoded.replays(replayHeader(record.headers()));
        out.collect(decoded);
    }

    /**
     * The text of the header {@link Replay#HEADER}, where it comes beside another: whoever replays sends {@code v} too, and
     * to look at the name of an ordinary record's only header would cost.
     */
    static @Nullable String replayHeader(Headers headers) {
        Iterator<Header> all = headers.iterator();
        if (!all.hasNext()) {
            return null;
        }
        Header header = all.next();
        if (!all.hasNext()) {
            return null;
        }
        while (!header.key().equals(Replay.HEADER)) {
            if (!all.hasNext()) {
                return null;
            }
            header = all.next();
        }
        byte[] value = header.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return new DecodedType(this);
    }

    /** A decoder alike that shares nothing with this one. */
    ReadingDecoder fresh() {
        return new ReadingDecoder(defaultZone, mostSeries);
    }

    /** The same object again at each call. */
    Decoded decode(int partition, long offset, long receivedMillis, byte @Nullable [] key, byte @Nullable [] value) {
        Decoding tools = decoding;
        if (tools == null) {
            tools = new Decoding(defaultZone, mostSeries);
            decoding = tools;
        }
        Decoded decoded = tools.decoded;
        decoded.place(partition, offset, receivedMillis, key, value);
        try {
            if (key == null) {
                throw new Rejection(Reason.KEY_INVALID, "the record has no key; it must be tenant/series");
            }
            if (value == null) {
                throw new Rejection(Reason.RECORD_UNPARSABLE, "the record has no value");
            }
            if (value.length > LONGEST_VALUE) {
                throw new Rejection(
                        Reason.RECORD_TOO_LARGE,
                        "the value has " + value.length + " bytes; at most " + LONGEST_VALUE + " are allowed");
            }
            KeyTable.Entry series = tools.keys.find(key);
            SeriesEvent event = tools.commonForm.scan(value, receivedMillis);
            decoded.accept(series, event != null ? event : tools.jsonForm.read(value, receivedMillis));
        } catch (Rejection e) {
            decoded.reject(e.reason(), e.detail());
        }
        return decoded;
    }
}
