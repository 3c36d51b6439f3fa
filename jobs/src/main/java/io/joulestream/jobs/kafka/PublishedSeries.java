package io.joulestream.jobs.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An accepted definition on its way to the compacted topic {@code series}.
 *
 * @param key {@code tenant/series}
 * @param json the definition with its defaults filled in, as in the HTTP API; empty: the series was deleted
 * @param revision of two records of a series the one with the greater revision counts, whichever comes first: an attempt that
 *     stalled may still write what its successor has already outdone
 */
public record PublishedSeries(String key, String json, long revision) {
    /** The header with the revision, as decimal text. */
    static final String REVISION = "revision";

    private static final JsonFactory JSON = new JsonFactory();

    public static PublishedSeries of(SeriesKey series, SeriesDefinition definition, long revision) {
        return new PublishedSeries(series.toString(), json(definition.fields()), revision);
    }

    public static PublishedSeries deleted(SeriesKey series, long revision) {
        return new PublishedSeries(series.toString(), "", revision);
    }

    /** What the record's header says; 0 where it says nothing that is a revision. */
    static long revision(Headers headers) {
        Header header = headers.lastHeader(REVISION);
        String text =
                header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** At least once, uid and name {@code kafka-series}. */
    public static DataStreamSink<PublishedSeries> attach(DataStream<PublishedSeries> series, KafkaConfig kafka) {
        var sink = KafkaSink.<PublishedSeries>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(kafka.clientProperties())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Serializer())
                .build();
        return series.sinkTo(sink).uid("kafka-series").name("kafka-series");
    }

    /** A null value is the tombstone that compaction understands. */
    static final class Serializer implements KafkaRecordSerializationSchema<PublishedSeries> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                PublishedSeries series, @Nullable KafkaSinkContext context, @Nullable Long timestamp) {
            byte[] value = series.json().isEmpty() ? null : series.json().getBytes(StandardCharsets.UTF_8);
            var record = new ProducerRecord<>(Topics.SERIES, series.key().getBytes(StandardCharsets.UTF_8), value);
            record.headers().add(REVISION, Long.toString(series.revision()).getBytes(StandardCharsets.UTF_8));
            return record;
        }
    }

    private static String json(Map<String, Object> fields) {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            for (var field : fields.entrySet()) {
                out.writeFieldName(field.getKey());
                Object value = field.getValue();
                if (value instanceof BigDecimal number) {
                    out.writeNumber(number);
                } else if (value instanceof Boolean flag) {
                    out.writeBoolean(flag);
                } else {
                    out.writeString(String.valueOf(value));
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
