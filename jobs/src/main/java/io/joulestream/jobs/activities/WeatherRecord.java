package io.joulestream.jobs.activities;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.kafka.KafkaConfig;
import io.joulestream.jobs.kafka.Topics;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a weather service has answered, on its way to topic {@code weather}.
 *
 * @param cell whose key it has there, shared by all tenants
 * @param json an observation as in the HTTP API, or the answer itself
 */
public record WeatherRecord(String cell, String json) {
    private static final JsonFactory JSON = new JsonFactory();

    static WeatherRecord of(GridCell cell, Observation observation) {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            Weather weather = observation.weather();
            out.writeStartObject();
            write(out, "lat", (long) cell.centreLatMicros());
            write(out, "lon", (long) cell.centreLonMicros());
            out.writeNumberField("ts", observation.tsMillis());
            write(out, "temperature", weather.temperature());
            write(out, "humidity", weather.humidity());
            write(out, "pressure", weather.pressure());
            write(out, "wind_speed", weather.windSpeed());
            write(out, "wind_direction", weather.windDirection());
            write(out, "precipitation", weather.precipitation());
            out.writeBooleanField("provisional", observation.provisional());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WeatherRecord(cell.toString(), text.toString());
    }

    static WeatherRecord of(GridCell cell, WeatherAnswer answer) {
        return new WeatherRecord(cell.toString(), answer.json());
    }

    private static void write(JsonGenerator out, String field, @Nullable Long micros) throws IOException {
        if (micros != null) {
            out.writeFieldName(field);
            out.writeNumber(BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString());
        }
    }

    /** At least once, in the order of each cell; uid and name {@code kafka-weather-answers}. */
    static void attach(DataStream<WeatherRecord> records, KafkaConfig kafka) {
        var sink = KafkaSink.<WeatherRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(kafka.clientProperties())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Serializer())
                .build();
        records.sinkTo(sink).uid("kafka-weather-answers").name("kafka-weather-answers");
    }

    static final class Serializer implements KafkaRecordSerializationSchema<WeatherRecord> {
        private static final long serialVersionUID = 1;

        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                WeatherRecord record, @Nullable KafkaSinkContext context, @Nullable Long timestamp) {
            String key = CellWeather.SHARED + "/" + record.cell();
            return new ProducerRecord<>(
                    Topics.WEATHER,
                    key.getBytes(StandardCharsets.UTF_8),
                    record.json().getBytes(StandardCharsets.UTF_8));
        }
    }
}
