package io.joulestream.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** SEMANTICS 11 and 12: what the fold says of each pair of readings an hour apart, in micros. */
class EvidenceOfACounterTest {
    private static final long HOUR = 3_600_000;
    private static final Map<String, Object> BOUNDED =
            Map.of("modulus", new BigDecimal("0.001"), "maxRate", new BigDecimal("0.0005"));

    private final FoldState state = new FoldState();
    private final Spans spans = new Spans();
    private MeterEvents events = MeterEvents.NONE;

    @Test
    void plainGrowthNeedsNone() throws Exception {
        Fold fold = fold(BOUNDED);
        advance(fold, 0, 900);
        assertNull(spans.evidence(), "the first reading ends no pair");
        advance(fold, 1, 900);
        assertNull(spans.evidence());
        advance(fold, 2, 999);
        assertNull(spans.evidence());
    }

    @Test
    void eachGuessIsToldWithItsMark() throws Exception {
        Fold fold = fold(BOUNDED);
        advance(fold, 0, 900);
        assertPair(fold, 1, 100, "rollover", 900, 900, 200);
        assertPair(fold, 2, 90, "dip", 100, 100, 0);
        assertPair(fold, 3, 95, "dip", 100, 90, 0);
        advance(fold, 4, 100);
        assertNull(spans.evidence(), "H again");
        assertPair(fold, 5, 89, "reset", 100, 100, 89);
        assertPair(fold, 6, 590, "implausible", 89, 89, 0);
        advance(fold, 7, 590);
        assertNull(spans.evidence(), "an implausible value is the next mark");
    }

    @Test
    void whatIsToldNamesItsEventsAndCountsAllPieces() throws Exception {
        events = events.with(new MeterEvent(MeterEvent.Type.SWAP, HOUR / 2, 130, 10))
                .with(new MeterEvent(MeterEvent.Type.RESET, HOUR, 0, 0))
                .with(new MeterEvent(MeterEvent.Type.CORRECTION, HOUR + 1, 0, 0));
        Fold fold = fold(Map.of());
        advance(fold, 0, 100);
        // 30 until the exchange; until the reset, which lies at the reading, nothing; then 7 of the register that
        // restarted.
        Evidence told = assertPair(fold, 1, 7, "event", 100, 100, 37);
        assertEquals("swap,reset", told.events());
        assertEquals(Evidence.Source.TOLD, told.rule().source());
        assertEquals("correction", assertPair(fold, 2, 50, "event", 7, 7, 0).events());
    }

    @Test
    void aSignedCounterIsNeverGuessed() throws Exception {
        Fold fold = fold(Map.of("signed", true));
        advance(fold, 0, 100);
        advance(fold, 1, 3);
        assertNull(spans.evidence());
        events = events.with(new MeterEvent(MeterEvent.Type.RESET, 2 * HOUR, 0, 0));
        assertPair(fold(Map.of("signed", true)), 2, 5, "event", 3, 3, 5);
    }

    private Evidence assertPair(
            Fold fold, int hour, long micros, String rule, long mark, long previous, long increment) {
        advance(fold, hour, micros);
        Evidence found = Objects.requireNonNull(spans.evidence());
        assertEquals(
                new Evidence(
                        (hour - 1) * HOUR,
                        hour * HOUR,
                        mark,
                        previous,
                        micros,
                        Evidence.Rule.valueOf(rule.toUpperCase(java.util.Locale.ROOT)),
                        found.events(),
                        BigInteger.valueOf(increment)),
                found);
        return found;
    }

    private void advance(Fold fold, int hour, long micros) {
        fold.advance(state, hour * HOUR, micros, spans);
    }

    private Fold fold(Map<String, Object> more) throws Rejection {
        var fields = new HashMap<String, Object>(Map.of("kind", "counter", "unit", "Wh", "zone", "UTC"));
        fields.putAll(more);
        return Fold.of(SeriesDefinition.of(fields, ZoneOffset.UTC), SiteCalendar.of(ZoneOffset.UTC), events);
    }
}
