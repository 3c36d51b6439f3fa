package io.joulestream.core.input;

import static io.joulestream.core.input.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SEMANTICS 3. */
class TimestampsTest {
    private static final long RECEIVED = Instant.parse("2024-05-01T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;

    @ParameterizedTest
    @CsvSource({
        "2024-01-31T12:00:00Z, 2024-01-31T12:00:00Z",
        "2024-01-31T12:00:00.123456789Z, 2024-01-31T12:00:00.123Z",
        "2024-01-31T12:00:00+05:45, 2024-01-31T06:15:00Z",
        "2024-01-31t12:00:00z, 2024-01-31T12:00:00Z",
        "1990-01-01T00:00Z, 1990-01-01T00:00:00Z",
        "1706702400000, 2024-01-31T12:00:00Z",
    })
    void readsTextsWithAnOffset(String text, Instant expected) throws Rejection {
        assertEquals(expected, Instant.ofEpochMilli(Timestamps.parse(text, RECEIVED)));
    }

    @Test
    void readsIntegersAsEpochMilliseconds() throws Rejection {
        assertEquals(1_706_702_400_000L, Timestamps.parse(new BigDecimal("1706702400000"), RECEIVED));
        assertEquals(1_706_702_400_000L, Timestamps.parse(new BigDecimal("1706702400000.0"), RECEIVED));
        assertEquals(1_706_702_400_000L, Timestamps.parse(new BigDecimal("17067024e5"), RECEIVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2024-01-31",
                "2024-01-31T12:00:00",
                "2024-01-31 12:00:00",
                "2024-02-30T12:00:00Z",
                "2024-01-31T25:00:00Z",
                "2024-01-31T12:00:00 Europe/Madrid",
                "2024-01-31T12:00:00Z[UTC]",
                "1706702400.5",
                "-",
            })
    void refusesWhatIsNoTimeOrHasNoOffset(String text) {
        assertRefused(Reason.TIMESTAMP_INVALID, () -> Timestamps.parse(text, RECEIVED), "'" + text + "'", "RFC 3339");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1706702400000.5", "1e-999999999", "0.1"})
    void refusesFractionsOfAMillisecond(BigDecimal number) {
        assertRefused(Reason.TIMESTAMP_INVALID, () -> Timestamps.parse(number, RECEIVED), "integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1706702400", "1706702400000000", "0", "-5", "1e999999999", "-1e30", "9223372036854775807"})
    void refusesSecondsAndMicrosecondsSentByMistake(BigDecimal number) {
        assertRefused(Reason.TIMESTAMP_OUT_OF_RANGE, () -> Timestamps.parse(number, RECEIVED), "1990");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1989-12-31T23:59:59.999Z",
                "2024-05-02T12:00:00.001Z",
                "+999999999-12-31T23:59:59Z",
                "99999999999999999999"
            })
    void refusesTextsOutOfRange(String text) {
        assertRefused(Reason.TIMESTAMP_OUT_OF_RANGE, () -> Timestamps.parse(text, RECEIVED), "1990");
    }

    @Test
    void acceptsFrom1990ToADayAfterTheLogReceivedIt() throws Rejection {
        Timestamps.check(Timestamps.EARLIEST_MILLIS, RECEIVED);
        Timestamps.check(RECEIVED + DAY, RECEIVED);
        assertRefused(
                Reason.TIMESTAMP_OUT_OF_RANGE,
                () -> Timestamps.check(Timestamps.EARLIEST_MILLIS - 1, RECEIVED),
                "1990");
        assertRefused(Reason.TIMESTAMP_OUT_OF_RANGE, () -> Timestamps.check(RECEIVED + DAY + 1, RECEIVED), "1990");
        assertRefused(Reason.TIMESTAMP_OUT_OF_RANGE, () -> Timestamps.check(Long.MIN_VALUE, RECEIVED), "1990");
        assertRefused(Reason.TIMESTAMP_OUT_OF_RANGE, () -> Timestamps.check(Long.MAX_VALUE, RECEIVED), "1990");
    }

    @Test
    void refusesOtherTypes() {
        assertRefused(Reason.TIMESTAMP_INVALID, () -> Timestamps.parse(true, RECEIVED), "true");
        assertRefused(Reason.TIMESTAMP_INVALID, () -> Timestamps.parse(Double.NaN, RECEIVED), "NaN");
    }
}
