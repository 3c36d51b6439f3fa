package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of a topic as it is in the log; what is absent is empty.
 *
 * @param receivedMillis its LogAppendTime
 * @param revision of its header {@value PublishedSeries#REVISION}; 0 where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record LogRecord(
        String topic, int partition, long offset, long receivedMillis, byte[] key, byte[] value, long revision) {
    /** 1 MB (API.md, Kafka). */
    public static final int LONGEST_VALUE = 1_000_000;

    private static final byte[] NONE = {};

    /** The key as text, and the value checked as far as every topic asks for it. */
    public String requireKeyAndValue() throws Rejection {
        if (key.length == 0) {
            throw new Rejection(Reason.KEY_INVALID, "the record has no key");
        }
        if (value.length == 0) {
            throw new Rejection(Reason.RECORD_UNPARSABLE, "the record has no value");
        }
        if (value.length > LONGEST_VALUE) {
            throw new Rejection(
                    Reason.RECORD_TOO_LARGE,
                    "the value has " + value.length + " bytes; at most " + LONGEST_VALUE + " are allowed");
        }
        return new String(key, StandardCharsets.UTF_8);
    }

    public DeadLetter deadLetter(Rejection rejection) {
        return new DeadLetter(
                topic, partition, offset, rejection.reason(), rejection.detail(), key, value, receivedMillis);
    }

    /** From Kafka, one for one. */
    public static final class Schema implements KafkaRecordDeserializationSchema<LogRecord> {
        private static final long serialVersionUID = 1;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
            out.collect(new LogRecord(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    record.key() == null ? NONE : record.key(),
                    record.value() == null ? NONE : record.value(),
                    PublishedSeries.revision(record.headers())));
        }

        @Override
        public TypeInformation<LogRecord> getProducedType() {
            return TypeInformation.of(LogRecord.class);
        }
    }
}
