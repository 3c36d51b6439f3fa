package io.joulestream.endpoint.imports;

import java.util.Locale;

/** How far a batch is. */
public enum Phase {
    QUEUED,
    /** Reading the file through: charset, rows, how numbers and dates are written. */
    INSPECTING,
    /** Until the store shows everything that was in the log when the file came. */
    WAITING,
    VALIDATING,
    SENDING,
    /** Every row has its verdict and the log has acknowledged every reading. */
    DONE,
    /** The file cannot be used, or a row cannot and bad rows are not to be skipped; nothing was sent. */
    REFUSED,
    /** Ended by a mistake of ours. */
    FAILED,
    UNDOING,
    UNDONE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Phase of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    boolean ended() {
        return this == DONE || this == REFUSED || this == FAILED || this == UNDONE;
    }
}
