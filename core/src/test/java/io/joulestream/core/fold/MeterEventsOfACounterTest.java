package io.joulestream.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Wide;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SEMANTICS 12 by example; values in watt hours, times in hours. */
class MeterEventsOfACounterTest {
    private static final long HOUR = 3_600_000;
    private static final long WATT_HOUR = 1_000_000;
    private static final Map<String, Object> COUNTER = Map.of("kind", "counter", "unit", "Wh", "maxGap", "PT10H");

    private final Map<String, Object> definition = new HashMap<>(COUNTER);
    private MeterEvents events = MeterEvents.NONE;

    /** SEMANTICS 12: the old register closes at 5000, the new one opens at 12. */
    @Test
    void countsBothRegistersOfASwap() throws Rejection {
        at(3, MeterEvent.Type.SWAP, 5_000, 12);
        assertEquals(List.of("0-3 40", "3-10 88"), pieces(4_960, 100));
    }

    @Test
    void countsNothingBackwardsUnlessTheCounterIsSigned() throws Rejection {
        at(3, MeterEvent.Type.SWAP, 5_000, 112);
        assertEquals(List.of("0-3 0", "3-10 0"), pieces(5_001, 100));
        definition.put("signed", true);
        assertEquals(List.of("0-3 -1", "3-10 -12"), pieces(5_001, 100));
    }

    /** SEMANTICS 12: what was counted up to a reset is not known, but all since then is. */
    @Test
    void countsFromZeroAfterAReset() throws Rejection {
        at(4, MeterEvent.Type.RESET, 0, 0);
        assertEquals(List.of("0-4 0", "4-10 95"), pieces(100, 95)); // no dip, as it would be guessed
        assertEquals(List.of("0-4 0", "4-10 200"), pieces(100, 200)); // no increment of 100
    }

    @Test
    void wrapsAtTheModulusWhereItIsToldTo() throws Rejection {
        definition.put("modulus", new BigDecimal(1_000));
        at(4, MeterEvent.Type.ROLLOVER, 0, 0);
        assertEquals(List.of("0-4 500", "4-10 300"), pieces(500, 300)); // far from where it would be guessed
        at(6, MeterEvent.Type.ROLLOVER, 0, 0);
        assertEquals(List.of("0-4 500", "4-6 1000", "6-10 300"), pieces(500, 300));
        definition.remove("modulus");
        assertEquals(List.of("0-4 0", "4-6 0", "6-10 300"), pieces(500, 300)); // nobody knows at what it wrapped
    }

    @Test
    void countsNothingFromACorrectionToTheNextEvent() throws Rejection {
        at(4, MeterEvent.Type.CORRECTION, 0, 0);
        assertEquals(List.of("0-4 0", "4-10 0"), pieces(100, 900));
        at(6, MeterEvent.Type.SWAP, 950, 10);
        assertEquals(List.of("0-4 0", "4-6 0", "6-10 890"), pieces(100, 900));
        at(2, MeterEvent.Type.SWAP, 130, 7);
        assertEquals(List.of("0-2 30", "2-4 0", "4-6 0", "6-10 890"), pieces(100, 900));
    }

    @Test
    void joinsAnEventAtTheReadingToThePieceBefore() throws Rejection {
        at(10, MeterEvent.Type.SWAP, 5_000, 12);
        assertEquals(List.of("0-10 52"), pieces(4_960, 24));
        at(4, MeterEvent.Type.SWAP, 4_970, 4_980);
        assertEquals(List.of("0-4 10", "4-10 32"), pieces(4_960, 24));
    }

    /** SEMANTICS 12: ta < t. */
    @Test
    void leavesAPairToItsGuessesThatHasNoEventBehindItsFirstReading() throws Rejection {
        at(0, MeterEvent.Type.RESET, 0, 0);
        at(11, MeterEvent.Type.RESET, 0, 0);
        assertEquals(List.of("0-10 0"), pieces(100, 95));
    }

    /** SEMANTICS 12: then H = v; without the event, 95 is a dip and only what exceeds 100 counts. */
    @Test
    void goesOnFromTheReadingAfterTheEvents() throws Rejection {
        at(4, MeterEvent.Type.CORRECTION, 0, 0);
        assertEquals(List.of("0-4 0", "4-10 0", "10-20 8"), pieces(100, 95, 103));
        events = MeterEvents.NONE;
        assertEquals(List.of("0-10 0", "10-20 3"), pieces(100, 95, 103));
    }

    /** SEMANTICS 12: the mark is H, which a dip leaves above the reading. */
    @Test
    void startsFromTheHighWaterMark() throws Rejection {
        at(14, MeterEvent.Type.SWAP, 110, 0);
        assertEquals(List.of("0-10 0", "10-14 10", "14-20 5"), pieces(100, 95, 5));
        definition.put("signed", true);
        assertEquals(List.of("0-10 -5", "10-14 15", "14-20 5"), pieces(100, 95, 5));
    }

    /** SEMANTICS 11: implausible is a guess too. */
    @Test
    void countsWhatIsKnownHoweverFast() throws Rejection {
        definition.put("maxRate", BigDecimal.ONE);
        assertEquals(List.of(), pieces(0, 5_000));
        at(4, MeterEvent.Type.SWAP, 4_000, 0);
        assertEquals(List.of("0-4 4000", "4-10 5000"), pieces(0, 5_000));
    }

    /** SEMANTICS 14: the length of a counter's span is tb - ta. */
    @Test
    void judgesPiecesByTheLengthOfTheirPair() throws Rejection {
        at(1, MeterEvent.Type.RESET, 0, 0);
        for (Span piece : spans(1, 10)) {
            assertEquals(10 * HOUR, piece.lengthMillis());
            assertEquals(true, piece.measured());
        }
        definition.put("maxGap", "PT9H59M");
        for (Span piece : spans(1, 10)) {
            assertEquals(false, piece.measured());
        }
    }

    private void at(int hour, MeterEvent.Type type, long closing, long opening) throws Rejection {
        events = events.with(new MeterEvent(type, hour * HOUR, closing * WATT_HOUR, opening * WATT_HOUR));
    }

    /** The pieces of readings ten hours apart, as {@code from-to amount}. */
    private List<String> pieces(long... values) throws Rejection {
        List<String> pieces = new ArrayList<>();
        for (Span span : spans(values)) {
            Wide total = new Wide();
            span.addShare(span.from(), span.to(), 1, total, new Wide());
            pieces.add(span.from() / HOUR + "-" + span.to() / HOUR + " " + total.low() / WATT_HOUR);
        }
        return pieces;
    }

    private List<Span> spans(long... values) throws Rejection {
        SeriesDefinition counter = SeriesDefinition.of(definition, ZoneOffset.UTC);
        Fold fold = Fold.of(counter, SiteCalendar.of(ZoneOffset.UTC), events);
        FoldState state = new FoldState();
        List<Span> all = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Spans spans = new Spans();
            fold.advance(state, i * (10 * HOUR), values[i] * WATT_HOUR, spans);
            for (int each = 0; each < spans.count(); each++) {
                all.add(spans.get(each));
            }
        }
        return all;
    }
}
