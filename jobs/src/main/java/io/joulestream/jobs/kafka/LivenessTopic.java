package io.joulestream.jobs.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.LivenessRow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Topic {@code liveness}: an event where a series falls silent and one where it is heard again, keyed
 * {@code tenant/series}. At least once: after a crash an event may come again, the same to the byte, before any other of
 * its series. That nothing is expected of a series any more is no event; topic {@code series} says so.
 */
public final class LivenessTopic {
    private static final JsonFactory JSON = new JsonFactory();

    private LivenessTopic() {}

    /** Uid and name {@code kafka-liveness}. */
    public static DataStreamSink<LivenessRow> attach(DataStream<LivenessRow> events, KafkaConfig kafka) {
        var sink = KafkaSink.<LivenessRow>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(kafka.clientProperties())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Serializer())
                .build();
        return events.filter(event -> !event.isDeleted())
                .uid("liveness-events")
                .name("liveness-events")
                .sinkTo(sink)
                .uid("kafka-liveness")
                .name("kafka-liveness");
    }

    static final class Serializer implements KafkaRecordSerializationSchema<LivenessRow> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                LivenessRow event, @Nullable KafkaSinkContext context, @Nullable Long timestamp) {
            var key = new SeriesKey(event.tenant(), event.series()).toString();
            return new ProducerRecord<>(Topics.LIVENESS, bytes(key), bytes(json(event)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(LivenessRow event) {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("series", event.series());
            out.writeStringField("event", event.event());
            out.writeNumberField("ts", event.tsMillis());
            Long last = event.lastTsMillis();
            out.writeFieldName("last");
            if (last == null) {
                out.writeNull();
            } else {
                out.writeNumber(last);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
