package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the texts of meter events, and of the events of a series that is deleted. */
class MeterEventRowsTest {
    private static final String KEY = "acme/meter";
    private static final ReadingsConfig.Series SETTINGS =
            new ReadingsConfig.Series(RandomLog.ZONE, 1_000, 1 << 20, 4, 100);

    private final EmittedRows rows = new EmittedRows();
    private OperatorRun run;

    MeterEventRowsTest() throws Exception {
        run = new OperatorRun(SETTINGS, OperatorRun.Place.at(1_800_000_000_000L), null, rows);
        run.send(KEY, event(Map.of("op", "series", "kind", "counter", "unit", "kWh")));
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @Test
    void keepsWhatWasSentInCanonicalUnits() throws Exception {
        run.send(KEY, swap("12.5", "sealed", "installer", "b-1"));
        assertEquals(List.of("swap 12500000000 0 sealed installer b-1"), rows.meterEvents());
    }

    @Test
    void aDuplicateBringsItsNoteAndNothingElse() throws Exception {
        run.send(KEY, swap("1", "old", "a", ""), swap("1", "", "b", "b-2"), swap("1", "new", "c", ""));
        assertEquals(List.of("swap 1000000000 0 old a ", "swap 1000000000 0 new c "), rows.meterEvents());
    }

    @Test
    void aReplacedEventAndADeletedOneAreWritten() throws Exception {
        run.send(KEY, swap("1", "", "", ""), swap("2", "", "", ""));
        run.send(KEY, event(Map.of("op", "meter-delete", "ts", new BigDecimal(SentEvents.FIRST_MILLIS))));
        run.send(KEY, event(Map.of("op", "meter-delete", "ts", new BigDecimal(SentEvents.FIRST_MILLIS))));
        assertEquals(List.of("swap 1000000000 0   ", "swap 2000000000 0   ", "deleted"), rows.meterEvents());
    }

    @Test
    void aDeletedSeriesLeavesTombstonesOfItsEvents() throws Exception {
        run.send(KEY, swap("1", "", "", ""), SentEvents.deleteSeries(), SentEvents.deleteSeries());
        assertEquals(List.of("swap 1000000000 0   ", "deleted"), rows.meterEvents());
    }

    private static SeriesEvent swap(String closing, String note, String source, String batch) throws Rejection {
        return event(Map.of(
                "op",
                "meter",
                "ts",
                new BigDecimal(SentEvents.FIRST_MILLIS),
                "event",
                "swap",
                "closing",
                new BigDecimal(closing),
                "opening",
                BigDecimal.ZERO,
                "note",
                note,
                "source",
                source,
                "batch",
                batch));
    }

    private static SeriesEvent event(Map<String, Object> fields) throws Rejection {
        return SeriesEvent.of(new HashMap<>(fields), Long.MAX_VALUE / 2, RandomLog.ZONE);
    }
}
