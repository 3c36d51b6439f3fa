package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.DeadLetterRow;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be used: where it is in the log, why, and its bytes as received.
 * Without bytes ({@code raw} null) only between the operator that judged it and {@link RawRecordFetch}.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        Reason reason,
        String detail,
        byte @Nullable [] rawKey,
        byte @Nullable [] raw,
        long receivedMillis) {
    private static final byte[] NONE = new byte[0];

    /** One whose bytes {@link RawRecordFetch} is to read again. */
    public static DeadLetter withoutRaw(
            String topic, int partition, long offset, Reason reason, String detail, long receivedMillis) {
        return new DeadLetter(topic, partition, offset, reason, detail, null, null, receivedMillis);
    }

    public boolean hasRaw() {
        return raw != null;
    }

    DeadLetter withRaw(byte @Nullable [] newRawKey, byte @Nullable [] newRaw) {
        return new DeadLetter(
                topic,
                partition,
                offset,
                reason,
                detail,
                newRawKey == null ? NONE : newRawKey,
                newRaw == null ? NONE : newRaw,
                receivedMillis);
    }

    DeadLetter withDetail(String newDetail) {
        return new DeadLetter(topic, partition, offset, reason, newDetail, rawKey, raw, receivedMillis);
    }

    /** The row of table {@code dead_letter}. */
    public DeadLetterRow row() {
        byte[] key = rawKey == null ? NONE : rawKey;
        SeriesKey series = series(key);
        return new DeadLetterRow(
                topic,
                partition,
                offset,
                tenant(series, key),
                series == null ? "" : series.series(),
                reason.code(),
                detail,
                key,
                raw == null ? NONE : raw,
                receivedMillis,
                DeadLetterRow.WRITTEN,
                false);
    }

    /** A record of readings without a usable key is nobody's; other topics' keys begin with the tenant, whatever follows. */
    private String tenant(@Nullable SeriesKey series, byte[] key) {
        if (topic.equals(Topics.READINGS)) {
            return series == null ? "" : series.tenant();
        }
        String text = new String(key, StandardCharsets.UTF_8);
        String tenant = text.substring(0, Math.max(0, text.indexOf('/')));
        return SeriesKey.isTenant(tenant) ? tenant : "";
    }

    static @Nullable SeriesKey series(byte[] key) {
        try {
            return SeriesKey.parse(new String(key, StandardCharsets.UTF_8));
        } catch (Rejection e) {
            return null;
        }
    }
}
