package io.joulestream.core.input;

import java.util.Locale;

/** Why a record cannot be used: the closed list of codes of refusals and dead letters. */
public enum Reason {
    /** Not JSON, not an object, or a field of the wrong JSON type. */
    RECORD_UNPARSABLE,
    /** Longer than 1 MB. */
    RECORD_TOO_LARGE,
    /** The record's key is not {@code tenant/series}, or a name in it breaks the rules. */
    KEY_INVALID,
    /** An {@code op} that does not exist. */
    OP_UNKNOWN,
    TIMESTAMP_INVALID,
    TIMESTAMP_OUT_OF_RANGE,
    /** No value, or text that is no number. */
    VALUE_INVALID,
    VALUE_NOT_FINITE,
    VALUE_OUT_OF_RANGE,
    UNIT_UNKNOWN,
    UNIT_MISMATCH,
    SERIES_UNKNOWN,
    DEFINITION_INVALID,
    METER_EVENT_INVALID,
    LEVEL_INVALID,
    /** A field of an activity that is missing or not allowed. */
    ACTIVITY_INVALID,
    /** A field of an observation that is missing or not allowed. */
    OBSERVATION_INVALID,
    /** A replayed record that a later one of the same identity has overtaken. */
    SUPERSEDED,
    /** A header that says which record this one replays, and it does not. */
    REPLAY_INVALID,
    /** The store refused this one row. */
    ROW_REFUSED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
