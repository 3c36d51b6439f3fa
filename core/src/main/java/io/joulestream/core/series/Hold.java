package io.joulestream.core.series;

import java.util.Locale;

/** What a gauge does between two readings (SEMANTICS 16): it keeps the first one's value, or goes straight to the next. */
public enum Hold {
    STEP,
    LINEAR;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
