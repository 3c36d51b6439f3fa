package io.joulestream.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SEMANTICS 3: whatever is read by hand means what java.time says it means. */
class Rfc3339Test {
    private static final String[] FORMS = {
        "0000-00-00T00:00:00Z",
        "0000-00-00T00:00:00.000Z",
        "0000-00-00T00:00:00+00:00",
        "0000-00-00T00:00:00.000-00:00",
        "0000-00-00T00:00:00.00Z",
        "0000-00-00T00:00:00.000000+00:00",
    };

    @Test
    void agreesWithJavaTimeOverRandomDigits() {
        var random = new Random(1);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = digits(FORMS[random.nextInt(FORMS.length)], random);
            read += check(text) ? 1 : 0;
        }
        assertTrue(read > 20_000, read + " of the texts are times");
    }

    @Test
    void agreesWithJavaTimeOverSpoiltTexts() {
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder(digits(FORMS[random.nextInt(FORMS.length)], random));
            text.setCharAt(random.nextInt(text.length()), "0Zz:T+-. ٣".charAt(random.nextInt(10)));
            check(text.toString());
        }
    }

    /** Small first digits, so that many of the texts are times. */
    private static String digits(String form, Random random) {
        var text = new StringBuilder(form);
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            boolean digit = text.charAt(i) == '0';
            if (digit) {
                text.setCharAt(i, (char) ('0' + random.nextInt(first ? 3 : 10)));
            }
            first = !digit;
        }
        return text.toString();
    }

    private static boolean check(String text) {
        OffsetDateTime expected;
        try {
            expected = OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            assertThrows(DateTimeException.class, () -> Rfc3339.millis(text), text);
            return false;
        }
        assertEquals(expected.toInstant().toEpochMilli(), Rfc3339.millis(text), text);
        return true;
    }
}
