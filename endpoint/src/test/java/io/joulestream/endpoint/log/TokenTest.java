package io.joulestream.endpoint.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void survivesItsText() {
        for (var token : List.of(
                new Token("readings", Map.of(0, 0L, 47, Long.MAX_VALUE / 10)), new Token("t.x_y-z", Map.of()))) {
            assertEquals(token, Token.parse(token.text()));
        }
    }

    @Test
    void keepsTheGreatestOffsetOfAPartition() {
        assertEquals(new Token("r", Map.of(1, 9L)), Token.parse(base64("r:1=9,1=3,")));
    }

    @Test
    void refusesWhatIsNoToken() {
        for (String text :
                List.of("", "!", base64("r"), base64("r:1"), base64("r:1=-1,"), base64("r:1=1,x"), base64(":"))) {
            assertThrows(IllegalArgumentException.class, () -> Token.parse(text), text);
        }
    }

    private static String base64(String plain) {
        return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
