package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.reference.HistoryOptions;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What {@link EventWriter} writes, {@link EventReader} reads. */
class EventBytesTest {
    private static final int SEEDS = Math.max(300, Integer.getInteger("joulestream.seeds", 0));
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void anyEventsOfAnyHistoryComeBackEqual() {
        EventWriter reused = new EventWriter();
        Set<String> shapes = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomLog log = RandomLog.of(seed, 1, 1, HistoryOptions.everything().withContested(seed % 2 == 0));
            RandomLog.Decoder decoder = new RandomLog.Decoder();
            List<LoggedEvent> events = new ArrayList<>();
            for (RandomLog.Entry entry : log.entries()) {
                Decoded decoded = decoder.decode(entry);
                if (!decoded.isRejected()) {
                    events.add(new LoggedEvent(decoded.event(), decoded.offset(), decoded.receivedMillis()));
                    shapes.add(shape(decoded.event()));
                }
            }
            assertComeBack(reused, events);
            reused.clear();
        }
        // The histories are worth something: they have all sorts of events.
        assertTrue(
                shapes.containsAll(Set.of(
                        "DELETE",
                        "METER",
                        "METER notes unit",
                        "METER unit",
                        "METER_DELETE",
                        "READING",
                        "READING kind notes unit",
                        "READING kind text unit",
                        "READING kind unit",
                        "READING level notes text",
                        "READING level text",
                        "READING notes",
                        "READING notes text",
                        "READING notes text unit",
                        "READING notes unit",
                        "READING text",
                        "READING text unit",
                        "READING unit",
                        "SERIES",
                        "SERIES_DELETE")),
                shapes.toString());
    }

    @Test
    void rareEventsComeBackEqual() throws Rejection {
        List<SeriesEvent> rare = List.of(
                event("value", new BigDecimal("123456789.012345678901234567890123456789")),
                event("value", new BigDecimal("0." + "3".repeat(900)), "unit", "kWh"),
                event("value", "1" + "0".repeat(15) + "e-20"),
                event("value", new BigDecimal("1e-300")),
                event("value", new BigDecimal("-999999999999.999999"), "unit", "W"),
                event("value", new BigDecimal("999999999999.999999"), "unit", "W"),
                event("value", BigDecimal.valueOf(Long.MAX_VALUE, 9)),
                event("value", BigDecimal.valueOf(Long.MIN_VALUE, 9)),
                event("value", BigDecimal.valueOf(7, -5)),
                event("value", "very high"),
                event("value", "peak", "unit", "1", "kind", "gauge"),
                event("value", "tired"),
                event("value", "tired", "unit", "%"),
                event("value", BigDecimal.ONE, "note", "a \u0000 \ud83d\ude00 \n note".repeat(300)),
                event("value", BigDecimal.ONE, "batch", "only a batch"),
                SentEvents.define("Pacific/Apia"),
                SeriesEvent.plain(SeriesEvent.Op.DELETE, Long.MIN_VALUE, null),
                SeriesEvent.plain(SeriesEvent.Op.DELETE, Long.MAX_VALUE, null),
                SentEvents.deleteSeries(),
                event("op", "meter", "event", "reset", "note", "seal broken"),
                event("op", "meter", "event", "swap", "closing", new BigDecimal("1e3"), "opening", "0.00"),
                event("op", "meter", "event", "swap", "closing", "1", "opening", BigDecimal.ONE, "unit", "MWh"),
                event("op", "meter-delete"),
                event("value", BigDecimal.ONE));
        EventWriter writer = new EventWriter();
        List<LoggedEvent> logged = new ArrayList<>();
        for (SeriesEvent first : rare) {
            for (SeriesEvent second : rare) {
                logged.add(new LoggedEvent(first, logged.size() * 7L, NOW));
                logged.add(new LoggedEvent(second, Long.MAX_VALUE - logged.size(), -NOW));
            }
        }
        assertComeBack(writer, logged);
    }

    @Test
    void aReadingOfARegularSeriesTakesTwelveBytes() throws Rejection {
        EventWriter writer = new EventWriter();
        for (int i = 0; i < 1_000; i++) {
            // Kilowatt hours with three decimals every quarter of an hour, a hundred series in the partition.
            writer.add(
                    SeriesEvent.reading(NOW + i * 900_000L, 1_000_000 + i * 250L, 3, null),
                    i * 100L,
                    NOW + i * 900_000L + i % 7);
        }
        assertEquals(12, writer.size() / 1_000);
    }

    @Test
    void refusesAVersionItDoesNotKnow() throws Rejection {
        EventWriter writer = new EventWriter();
        writer.add(SentEvents.reading(0, 1), 0, NOW);
        byte[] bytes = writer.toByteArray();
        assertEquals(1, bytes[0]);
        bytes[0] = 2;
        assertEquals(
                "events of version 2, this program reads 1",
                assertThrows(IllegalStateException.class, () -> new EventReader(bytes))
                        .getMessage());
    }

    private static void assertComeBack(EventWriter writer, List<LoggedEvent> events) {
        for (LoggedEvent event : events) {
            writer.add(event.event(), event.offset(), event.receivedMillis());
        }
        assertEquals(events.size(), writer.count());
        if (events.isEmpty()) {
            return;
        }
        EventReader reader = new EventReader(writer.toByteArray());
        for (LoggedEvent event : events) {
            assertEquals(withoutNumberBesideItsMicros(event), reader.next());
        }
        assertFalse(reader.hasNext());
    }

    /** The micros of a value that was sent with a unit are final: the number as sent stays behind. */
    private static LoggedEvent withoutNumberBesideItsMicros(LoggedEvent logged) {
        SeriesEvent event = logged.event();
        if (event.unit() == null) {
            return logged;
        }
        return new LoggedEvent(
                new SeriesEvent(
                        event.op(),
                        event.tsMillis(),
                        event.micros(),
                        event.unit(),
                        event.kind(),
                        event.level(),
                        event.note(),
                        event.source(),
                        event.batch(),
                        event.definition(),
                        0,
                        0,
                        event.text(),
                        event.meter()),
                logged.offset(),
                logged.receivedMillis());
    }

    private static String shape(SeriesEvent event) {
        Unit unit = event.unit();
        return event.op()
                + (event.kind() == null ? "" : " kind")
                + (event.level() ? " level" : "")
                + (event.note().isEmpty() ? "" : " notes")
                + (event.text().isEmpty() ? "" : " text")
                + (unit == null ? "" : " unit");
    }

    private static SeriesEvent event(Object... fields) throws Rejection {
        Map<String, Object> all = new java.util.HashMap<>(Map.of("ts", BigDecimal.valueOf(NOW)));
        for (int i = 0; i < fields.length; i += 2) {
            all.put((String) fields[i], fields[i + 1]);
        }
        return SeriesEvent.of(all, NOW, ZoneOffset.UTC);
    }
}
