package io.joulestream.core.series;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words for a person's energy levels from 1 to 10 (SEMANTICS 17). */
final class Levels {
    static final int LOWEST = 1;
    static final int HIGHEST = 10;

    private static final Map<String, Integer> BY_WORD = new LinkedHashMap<>();

    static {
        BY_WORD.put("exhausted", 1);
        BY_WORD.put("very low", 2);
        BY_WORD.put("low", 3);
        BY_WORD.put("medium", 6);
        BY_WORD.put("high", 8);
        BY_WORD.put("very high", 9);
        BY_WORD.put("peak", 10);
    }

    private Levels() {}

    /** The level of exactly this word; null where it is none. */
    static @Nullable Integer find(String word) {
        return BY_WORD.get(word);
    }

    /** All the words, for a refusal's detail. */
    static String words() {
        return String.join(", ", BY_WORD.keySet());
    }
}
