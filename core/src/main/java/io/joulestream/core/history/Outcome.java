package io.joulestream.core.history;

import java.util.Locale;

/** What became of an event (SEMANTICS 10); those that cannot be used are dead letters. */
public enum Outcome {
    ACCEPTED,
    REPLACED,
    DUPLICATE,
    DELETED,
    NOTHING_TO_DELETE,
    DEFINITION,
    SERIES_DELETED,
    METER_EVENT,
    /** A replayed dead letter that a later event for the same identity had overtaken: it never comes to the series. */
    SUPERSEDED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
