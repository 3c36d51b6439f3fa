package io.joulestream.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.SentMeterEvent;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesEvent.Op;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SEMANTICS 9: a replayed letter applies only where no later event for the same identity is in the log before it. */
class ReplayTest {
    private static final long T = 1_700_000_000_000L;

    private static final SeriesEvent READING = reading(T);
    private static final SeriesEvent DELETE = SeriesEvent.plain(Op.DELETE, T, null);
    private static final SeriesEvent METER =
            SeriesEvent.meter(T, new SentMeterEvent(MeterEvent.Type.RESET, null, null), null, "", "", "");
    private static final SeriesEvent METER_DELETE = SeriesEvent.plain(Op.METER_DELETE, T, null);
    private static final SeriesEvent DEFINITION = definition();
    private static final SeriesEvent SERIES_DELETE = SeriesEvent.plain(Op.SERIES_DELETE, 0, null);

    @Test
    void readingsAndTheirDeletesShareAnIdentity() {
        assertOvertakes(READING, READING, DELETE, SERIES_DELETE);
        assertOvertakes(DELETE, READING, DELETE, SERIES_DELETE);
        assertFalse(letter(READING).isOvertakenBy(9, Identity.of(reading(T + 1))));
    }

    @Test
    void meterEventsAndTheirDeletesShareAnother() {
        assertOvertakes(METER, METER, METER_DELETE, SERIES_DELETE);
        assertOvertakes(METER_DELETE, METER, METER_DELETE, SERIES_DELETE);
    }

    @Test
    void definitionsHaveOneASeries() {
        assertOvertakes(DEFINITION, DEFINITION, SERIES_DELETE);
    }

    @Test
    void theWholeSeriesIsOvertakenByWhateverComesNext() {
        assertOvertakes(SERIES_DELETE, READING, DELETE, METER, METER_DELETE, DEFINITION, SERIES_DELETE);
    }

    private static void assertOvertakes(SeriesEvent letter, SeriesEvent... later) {
        for (SeriesEvent event : List.of(READING, DELETE, METER, METER_DELETE, DEFINITION, SERIES_DELETE)) {
            assertEquals(
                    List.of(later).contains(event),
                    letter(letter).isOvertakenBy(9, Identity.of(event)),
                    letter.op() + " by " + event.op());
        }
    }

    /** The place of what they replay counts, not the order in which they are replayed. */
    @Test
    void aReplayOfAnEarlierLetterOvertakesNone() {
        assertTrue(letter(READING).isOvertakenBy(8, Identity.of(READING)));
        assertTrue(letter(READING).isOvertakenBy(7, Identity.of(READING)), "a replay of the same letter");
        assertFalse(letter(READING).isOvertakenBy(6, Identity.of(READING)));
    }

    @Test
    void whatHasNoIdentityOvertakesAndIsOvertakenByNothing() {
        assertFalse(new ReplayedLetter(7, null).isOvertakenBy(8, Identity.of(SERIES_DELETE)));
        assertFalse(letter(READING).isOvertakenBy(8, null));
    }

    @Test
    void aHeaderSaysWhatItSaid() {
        for (Replay replay : List.of(new Replay(7, 8), new Replay(0, 20), new Replay(7, 20, 12))) {
            assertEquals(replay, Replay.parse(replay.text(), 20));
            assertEquals(replay.offset(), Replay.position(replay, 20));
        }
        assertEquals(20, Replay.position(null, 20));
    }

    @Test
    void aHeaderThatCannotBeIsNone() {
        for (String text : List.of(
                "",
                "7",
                "7,",
                "7,x",
                "-1,8",
                "7,8,",
                "7,8,9,10",
                "7, 8",
                "7,7",
                "8,7",
                "20,21",
                "7,21",
                "7,20,7",
                "7,20,20",
                "7,9999999999999999999",
                "１,２")) {
            assertNull(Replay.parse(text, 20), text);
        }
        assertNotNull(Replay.parse("7,8", 8 + Replay.MOST_UNSCANNED));
        assertNull(Replay.parse("7,8", 9 + Replay.MOST_UNSCANNED));
    }

    private static ReplayedLetter letter(SeriesEvent event) {
        return new ReplayedLetter(7, Identity.of(event));
    }

    private static SeriesEvent reading(long tsMillis) {
        try {
            return SeriesEvent.reading(tsMillis, 1, 0, null);
        } catch (Rejection e) {
            throw new IllegalStateException(e);
        }
    }

    private static SeriesEvent definition() {
        try {
            return SeriesEvent.plain(
                    Op.SERIES, 0, SeriesDefinition.of(Map.of("kind", "gauge", "unit", "W"), ZoneOffset.UTC));
        } catch (Rejection e) {
            throw new IllegalStateException(e);
        }
    }
}
