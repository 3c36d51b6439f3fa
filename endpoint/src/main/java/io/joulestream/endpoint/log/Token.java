package io.joulestream.endpoint.log;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a write ended in the log: the greatest offset written, per partition. Opaque to clients; a token of nothing is
 * visible at once.
 */
public record Token(String topic, SortedMap<Integer, Long> offsets) {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._-]{1,249}):((?:\\d{1,9}=\\d{1,18},)*)");
    private static final int MAX_LENGTH = 65_536;

    public Token(String topic, Map<Integer, Long> offsets) {
        this(topic, new TreeMap<>(offsets));
    }

    public String text() {
        var plain = new StringBuilder(topic).append(':');
        offsets.forEach((partition, offset) ->
                plain.append(partition).append('=').append(offset).append(','));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException where the text is not a token */
    public static Token parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than any token");
        }
        String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        var matcher = TEXT.matcher(plain);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a token");
        }
        var offsets = new TreeMap<Integer, Long>();
        for (String pair : matcher.group(2).split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                offsets.merge(
                        Integer.valueOf(pair.substring(0, equals)),
                        Long.valueOf(pair.substring(equals + 1)),
                        Math::max);
            }
        }
        return new Token(matcher.group(1), offsets);
    }
}
