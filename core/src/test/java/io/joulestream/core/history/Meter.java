package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.block.MemoryBlockStore;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.reference.MonthKey;
import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceMonth;
import io.joulestream.reference.ReferenceRow;
import io.joulestream.reference.WindowKey;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A counter in kWh whose readings are given by the wall clock of its zone. What it says of a month, the reference says, too. */
final class Meter {
    private static final long RECEIVED = 1_793_491_200_000L;

    private final ZoneId zone;
    private final SimulatedStore store = new SimulatedStore();
    private final MemoryBlockStore state = new MemoryBlockStore();
    private final Revisions revisions = new Revisions(1);
    private final CalendarVersions calendars = new CalendarVersions();
    private SeriesHistory history = SeriesHistory.create(state, revisions, calendars, 4);
    private final Reference reference;

    /** @param fields of the definition besides kind, unit and zone: name, value, name, value … */
    Meter(String zone, Object... fields) {
        this.zone = ZoneId.of(zone);
        this.reference = new Reference(this.zone);
        define(fields);
    }

    void define(Object... fields) {
        Map<String, Object> event = fields(fields);
        event.put("op", "series");
        event.put("kind", "counter");
        event.put("unit", "kWh");
        event.put("zone", zone.getId());
        apply(event);
    }

    Meter read(String local, String kiloWattHours) {
        return read(at(local), new BigDecimal(kiloWattHours));
    }

    Meter read(long ts, BigDecimal kiloWattHours) {
        apply(fields("ts", ts, "value", kiloWattHours));
        return this;
    }

    Meter delete(String local) {
        apply(fields("op", "delete", "ts", at(local)));
        return this;
    }

    Meter event(String local, String event, Object... values) {
        Map<String, Object> fields = fields(values);
        fields.putAll(fields("op", "meter", "ts", at(local), "event", event));
        apply(fields);
        return this;
    }

    long at(String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
    }

    private void apply(Map<String, Object> fields) {
        try {
            reference.apply(fields, RECEIVED);
            Map<String, Object> numbers = new HashMap<>(fields);
            numbers.replaceAll((name, value) -> value instanceof Number ? new BigDecimal(value.toString()) : value);
            SeriesEvent event = SeriesEvent.of(numbers, RECEIVED, zone);
            store.definition = history.definition();
            history.apply(event, zone, store);
            store.definition = history.definition();
            while (history.recomputing()) {
                history.recompute(5, store);
            }
        } catch (Rejection e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** "end method | consumption quality", in kWh; null where there is no row. */
    @Nullable
    String month(String mode, String month) {
        ReferenceMonth row = months().get(new MonthKey(mode, YearMonth.parse(month)));
        return row == null
                ? null
                : kilo(row.endReading()) + " " + row.method() + " | " + kilo(row.consumption()) + " " + row.quality();
    }

    /** "end method" */
    String end(String mode, String month) {
        String row = month(mode, month);
        return row == null ? "none" : row.substring(0, row.indexOf(" |"));
    }

    /** The two source readings, in kWh. */
    String sources(String mode, String month) {
        ReferenceMonth row = months().get(new MonthKey(mode, YearMonth.parse(month)));
        return row == null ? "none" : kilo(row.left()) + " to " + kilo(row.right());
    }

    SortedMap<MonthKey, ReferenceMonth> months() {
        history.emit(store);
        assertEquals(reference.months(), store.months());
        return store.months();
    }

    SortedMap<WindowKey, ReferenceRow> windows() {
        history.emit(store);
        return store.rows();
    }

    /** The rows that were written since the last call. */
    Set<MonthKey> written() {
        history.emit(store);
        Set<MonthKey> written = new TreeSet<>(store.writtenMonths);
        store.writtenMonths.clear();
        return written;
    }

    /** Out of the cache and in again; with another first byte the head is one of another version. */
    void reload(int version) {
        history.emit(store);
        byte[] head = history.write();
        head[0] = (byte) version;
        history = SeriesHistory.read(head, state, revisions, calendars, 4);
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static String kilo(@Nullable BigDecimal value) {
        return value == null
                ? "nothing"
                : value.movePointLeft(3).stripTrailingZeros().toPlainString();
    }
}
