package io.joulestream.core.history;

import java.util.Locale;

/** What became of an event that the series' state could use (SEMANTICS 10); the others are dead letters. */
public enum Outcome {
    ACCEPTED,
    REPLACED,
    DUPLICATE,
    DELETED,
    NOTHING_TO_DELETE,
    DEFINITION,
    SERIES_DELETED,
    METER_EVENT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
