package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.reference.Reference;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the meter events and the evidence that the endpoint tells of with the reference. */
final class MeterComparer {
    private MeterComparer() {}

    static void assertSame(ReadingsClient client, Reference reference) {
        var events = new TreeMap<Long, String>();
        reference
                .meterEvents()
                .forEach((ts, event) ->
                        events.put(ts, text(event.event(), micros(event.closing()), micros(event.opening()))));
        assertEquals(
                events,
                rows(client.get(client.path("/meter-events")), "ts", "event", "closing", "opening"),
                "meter events");
        var evidence = new TreeMap<Long, String>();
        reference
                .evidence()
                .forEach((ts, pair) -> evidence.put(
                        ts,
                        text(
                                BigDecimal.valueOf(pair.from()),
                                pair.rule(),
                                pair.rule().equals("event") ? "told" : "guessed",
                                pair.events(),
                                pair.mark(),
                                pair.previous(),
                                pair.value(),
                                pair.increment())));
        assertEquals(
                evidence,
                rows(
                        client.get(client.path("/evidence?limit=100000")),
                        "ts",
                        "from_ts",
                        "rule",
                        "source",
                        "events",
                        "mark",
                        "previous",
                        "value",
                        "increment"),
                "evidence");
    }

    /** The values of the columns by the first of them. */
    private static SortedMap<Long, String> rows(Map<String, Object> answer, String key, String... columns) {
        var rows = new TreeMap<Long, String>();
        List<?> keys = column(answer, key);
        for (int i = 0; i < keys.size(); i++) {
            int index = i;
            rows.put(
                    (Long) keys.get(i),
                    text(Arrays.stream(columns)
                            .map(name -> column(answer, name).get(index))
                            .toArray()));
        }
        return rows;
    }

    private static List<?> column(Map<String, Object> answer, String name) {
        return answer.get(name) instanceof List<?> column ? column : List.of();
    }

    private static @Nullable BigDecimal micros(java.math.@Nullable BigInteger value) {
        return value == null ? null : new BigDecimal(value, 6);
    }

    private static String text(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Number number
                        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                        : String.valueOf(value))
                .collect(Collectors.joining(" "));
    }
}
