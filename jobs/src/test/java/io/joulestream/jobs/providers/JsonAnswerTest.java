package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswerTest {
    private static String malformed(String body) {
        return assertThrows(MalformedAnswer.class, () -> JsonAnswer.of(body)).detail();
    }

    @Test
    void readsEveryTypeExactly() throws MalformedAnswer {
        JsonAnswer answer =
                JsonAnswer.of(" {\"a\":{\"n\":1.10,\"t\":\"\\u00e9\",\"x\":null},\"l\":[{\"n\":-2e3}],\"b\":true} ");
        assertEquals(new BigDecimal("1.10"), answer.get("a").number("n"));
        assertEquals("é", answer.get("a").text("t"));
        assertNull(answer.get("a").number("x"));
        assertNull(answer.get("a").number("y"));
        assertNull(answer.find("c"));
        assertEquals(new BigDecimal("-2e3"), answer.only("l").number("n"));
        assertEquals(
                "a.t 'é' is not a number",
                assertThrows(MalformedAnswer.class, () -> answer.get("a").number("t"))
                        .detail());
        assertEquals(
                "b true is not an object",
                assertThrows(MalformedAnswer.class, () -> answer.find("b")).detail());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1",
                "{\"a\":[1,2",
                "{\"a\"",
                "{\"a\":tru",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":01}"
            })
    void refusesWhatIsCutShortOrNoJson(String body) {
        assertEquals("the answer is cut short or no JSON", malformed(body));
    }

    @Test
    void refusesWhatGoesOn() {
        assertEquals("the answer goes on after its end", malformed("{} {}"));
        assertEquals("the answer goes on after its end", malformed("{}1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "1", "\"{}\""})
    void refusesWhatIsNoObject(String body) {
        assertEquals("the answer is no JSON object", malformed(body));
    }

    /** To add to such a number takes as many digits as its exponent says. */
    @Test
    void refusesNumbersThatAreWorkToCompute() throws MalformedAnswer {
        assertEquals("the answer has a number of 999999999 decimals", malformed("{\"temp\":1e-999999999}"));
        assertEquals("the answer has a number of -999999999 decimals", malformed("{\"temp\":1e999999999}"));
        assertEquals(
                new BigDecimal("1e-100"), JsonAnswer.of("{\"temp\":1e-100}").number("temp"));
    }

    @Test
    void refusesTooDeepNesting() {
        assertEquals(
                "the answer is cut short or no JSON", malformed("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"));
    }
}
