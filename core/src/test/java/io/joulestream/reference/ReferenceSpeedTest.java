package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow, but not too slow for the real data sets: the promise is a minute for 60,000 readings. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReferenceSpeedTest extends ReferenceExample {
    private static final int READINGS = 60_000;

    @Test
    void takesADayOfSeconds() {
        define("kind", "gauge", "unit", "W", "expectedInterval", "PT1S", "hold", "linear", "zone", "Europe/Berlin");
        assertEquals(READINGS, everyMillis(1_000));
    }

    @Test
    void takesYearsOfHours() {
        define("kind", "counter", "unit", "kWh", "expectedInterval", "PT1M", "zone", "America/St_Johns");
        assertEquals(READINGS, everyMillis(3_600_000));
    }

    @Test
    void takesOverlappingAmounts() {
        define("kind", "delta", "unit", "Wh", "interval", "PT6H", "zone", "Europe/Berlin");
        assertEquals(READINGS, everyMillis(900_000));
    }

    private long everyMillis(long step) {
        for (int i = 0; i < READINGS; i++) {
            apply("ts", at("2019-01-01T00:00:00Z") + i * step, "value", BigDecimal.valueOf(i, 3));
        }
        return reference.rows().entrySet().stream()
                .filter(row -> row.getKey().period().equals("P1D"))
                .mapToLong(row -> row.getValue().count())
                .sum();
    }
}
