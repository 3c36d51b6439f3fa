package io.joulestream.jobs.kafka;

import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import io.joulestream.jobs.clickhouse.ClickHouseJdbcSink;
import io.joulestream.jobs.clickhouse.DeadLetterRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Where dead letters go: topic {@code dead-letters} and table {@code dead_letter}, both at least once. */
public final class DeadLetterSinks {
    private DeadLetterSinks() {}

    /** Both sinks; the letters must have their bytes. */
    public static void attach(DataStream<DeadLetter> letters, KafkaConfig kafka, ClickHouseConfig clickHouse) {
        ClickHouseJdbcSink.attach(rows(letters, kafka), DeadLetterRow.class, "dead_letter", clickHouse);
    }

    /**
     * As {@link #attach(DataStream, KafkaConfig, ClickHouseConfig)}.
     *
     * @param replayed tombstones of those that were replayed: for the table alone
     */
    public static void attach(
            DataStream<DeadLetter> letters,
            DataStream<DeadLetterRow> replayed,
            KafkaConfig kafka,
            ClickHouseConfig clickHouse) {
        ClickHouseJdbcSink.attach(rows(letters, kafka).union(replayed), DeadLetterRow.class, "dead_letter", clickHouse);
    }

    private static DataStream<DeadLetterRow> rows(DataStream<DeadLetter> letters, KafkaConfig kafka) {
        letters.sinkTo(toTopic(kafka)).uid("kafka-dead-letters").name("kafka-dead-letters");
        return letters.map(DeadLetter::row)
                .returns(DeadLetterRow.class)
                .uid("dead-letter-rows")
                .name("dead-letter-rows");
    }

    static KafkaSink<DeadLetter> toTopic(KafkaConfig kafka) {
        return KafkaSink.<DeadLetter>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(kafka.clientProperties())
                // The topic has the say (Topics.require): a letter is as large as its record and more.
                .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Integer.MAX_VALUE))
                .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new LetterSerializer())
                .build();
    }

    /**
     * The record as received, and headers with where it was and why it is here. No timestamp: the producer's clock fills
     * it in, for a time of the data would let retention drop the letter.
     */
    static final class LetterSerializer implements KafkaRecordSerializationSchema<DeadLetter> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                DeadLetter letter, @Nullable KafkaSinkContext context, @Nullable Long timestamp) {
            List<Header> headers = List.of(
                    header("topic", letter.topic()),
                    header("partition", Integer.toString(letter.partition())),
                    header("offset", Long.toString(letter.offset())),
                    header("reason", letter.reason().code()),
                    header("detail", letter.detail()),
                    header("time", Long.toString(letter.receivedMillis())));
            return new ProducerRecord<>(Topics.DEAD_LETTERS, null, null, letter.rawKey(), letter.raw(), headers);
        }

        private static Header header(String name, String value) {
            return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
