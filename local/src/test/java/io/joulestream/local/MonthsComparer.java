package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.reference.MonthKey;
import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceMonth;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the months that the endpoint tells of with the reference: SEMANTICS 22 to 24. */
final class MonthsComparer {
    private MonthsComparer() {}

    static void assertSame(ReadingsClient client, Reference reference) {
        SortedMap<MonthKey, ReferenceMonth> expected = reference.months();
        var years = new TreeSet<Integer>();
        expected.keySet().forEach(key -> {
            years.add(key.month().getYear());
            years.add(key.month().getYear() + 1);
        });
        for (int year : years) {
            for (String mode : new String[] {"exact", "compat"}) {
                var answer = client.get(client.path("/monthly?year=%d&mode=%s".formatted(year, mode)));
                for (Object told : (Collection<?>) answer.getOrDefault("months", new TreeSet<>())) {
                    assertMonth(mode, (Map<?, ?>) told, expected);
                }
            }
        }
    }

    private static void assertMonth(String mode, Map<?, ?> told, SortedMap<MonthKey, ReferenceMonth> expected) {
        var key = new MonthKey(mode, YearMonth.parse(String.valueOf(told.get("month"))));
        var month = expected.get(key);
        if (month != null) {
            assertEquals(columns(month), columns(told), () -> key.toString());
        } else if (mode.equals("exact")) {
            // Mode compat goes on without limit, by a line that the outermost rows tell.
            assertEquals("missing", told.get("method"), () -> key.toString());
        }
    }

    private static Map<String, @Nullable Object> columns(ReferenceMonth month) {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        columns.put("end", month.end());
        columns.put("end_reading", plain(month.endReading()));
        columns.put("method", month.method());
        columns.put("left", month.leftTs() + " " + plain(month.left()));
        columns.put("right", month.rightTs() + " " + plain(month.right()));
        columns.put("consumption", plain(month.consumption()));
        columns.put("quality", month.quality());
        return columns;
    }

    private static Map<String, @Nullable Object> columns(Map<?, ?> told) {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        columns.put("end", told.get("end"));
        columns.put("end_reading", plain(told.get("end_reading")));
        columns.put("method", told.get("method"));
        columns.put("left", side(told.get("left")));
        columns.put("right", side(told.get("right")));
        columns.put("consumption", plain(told.get("consumption")));
        columns.put("quality", told.get("quality"));
        return columns;
    }

    private static @Nullable String side(@Nullable Object told) {
        return told instanceof Map<?, ?> reading ? reading.get("ts") + " " + plain(reading.get("value")) : null;
    }

    private static @Nullable String plain(@Nullable Object number) {
        return number == null
                ? null
                : new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
}
