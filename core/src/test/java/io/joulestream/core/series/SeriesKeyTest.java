package io.joulestream.core.series;

import static io.joulestream.core.input.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SEMANTICS 6: the key of a record. */
class SeriesKeyTest {

    @Test
    void isReadBackFromItsText() throws Rejection {
        var key = new SeriesKey("home-1", "Main.meter_2:kWh-x");
        assertEquals(key, SeriesKey.parse(key.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "home", "home/", "/meter", "Home/meter", "home/a/b", "home/a b", "home/ä"})
    void refusesOtherNames(String recordKey) {
        assertRefused(Reason.KEY_INVALID, () -> SeriesKey.parse(recordKey));
    }

    @Test
    void boundsTheLengthOfNames() throws Rejection {
        SeriesKey.of("t".repeat(63), "s".repeat(128));
        assertRefused(Reason.KEY_INVALID, () -> SeriesKey.of("t".repeat(64), "s"), "tenant");
        assertRefused(Reason.KEY_INVALID, () -> SeriesKey.of("t", "s".repeat(129)), "series");
        assertThrows(IllegalArgumentException.class, () -> new SeriesKey("T", "s"));
    }
}
