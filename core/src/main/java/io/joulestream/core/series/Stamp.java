package io.joulestream.core.series;

import java.util.Locale;

/** Which end of its interval the timestamp of an amount is (SEMANTICS 15). */
public enum Stamp {
    START,
    END;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
