package io.joulestream.jobs.readings;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import java.math.BigDecimal;
import java.util.Map;

/** Events of a power that is read every quarter of an hour; slot 0 is the start of a day in UTC, 2023-11-15. */
final class SentEvents {
    static final long SLOT_MILLIS = 900_000;
    static final long FIRST_MILLIS = 1_700_006_400_000L;

    private SentEvents() {}

    static SeriesEvent define(String zone) throws Rejection {
        Map<String, Object> fields = Map.of("kind", "gauge", "unit", "W", "zone", zone, "expectedInterval", "PT15M");
        return SeriesEvent.plain(SeriesEvent.Op.SERIES, 0, SeriesDefinition.of(fields, RandomLog.ZONE));
    }

    static SeriesEvent deleteSeries() {
        return SeriesEvent.plain(SeriesEvent.Op.SERIES_DELETE, 0, null);
    }

    static SeriesEvent reading(int slot, long watts) throws Rejection {
        return SeriesEvent.reading(FIRST_MILLIS + slot * SLOT_MILLIS, watts, 0, null);
    }

    static SeriesEvent brought(int slot, long watts, String note, String batch) throws Rejection {
        Map<String, Object> fields = Map.of(
                "ts",
                BigDecimal.valueOf(FIRST_MILLIS + slot * SLOT_MILLIS),
                "value",
                BigDecimal.valueOf(watts),
                "note",
                note,
                "batch",
                batch);
        return SeriesEvent.of(fields, Long.MAX_VALUE, RandomLog.ZONE);
    }

    /** Value i + 1 in slot i. */
    static SeriesEvent[] readings(int from, int to) throws Rejection {
        SeriesEvent[] readings = new SeriesEvent[to - from];
        for (int slot = from; slot < to; slot++) {
            readings[slot - from] = reading(slot, slot + 1);
        }
        return readings;
    }

    static SeriesEvent delete(int slot) {
        return SeriesEvent.plain(SeriesEvent.Op.DELETE, FIRST_MILLIS + slot * SLOT_MILLIS, null);
    }

    /** Refused: it is no power. */
    static SeriesEvent energy(int slot) throws Rejection {
        return SeriesEvent.reading(FIRST_MILLIS + slot * SLOT_MILLIS, 1, 0, Unit.KILOWATT_HOUR);
    }
}
