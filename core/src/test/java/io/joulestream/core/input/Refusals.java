package io.joulestream.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What the tests of refusals share: fields in short, and a look at reason and detail. */
public final class Refusals {
    private Refusals() {}

    /** Fields of {@code name=value} parts: true and false are flags, numbers numbers, 'quoted' or other texts texts. */
    public static Map<String, Object> fields(String... parts) {
        Map<String, Object> fields = new HashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            fields.put(part.substring(0, equals), value(part.substring(equals + 1)));
        }
        return fields;
    }

    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.equals("NaN")) {
            return Double.NaN;
        }
        if (text.matches("-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?")) {
            return new BigDecimal(text);
        }
        return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
    }

    /** The refusal, which names each of these. */
    public static void assertRefused(Reason reason, Executable call, String... named) {
        Rejection rejection = assertThrows(Rejection.class, call);
        assertEquals(reason, rejection.reason(), rejection.detail());
        for (String name : named) {
            assertTrue(rejection.detail().contains(name), () -> rejection.detail() + " names " + name);
        }
    }
}
