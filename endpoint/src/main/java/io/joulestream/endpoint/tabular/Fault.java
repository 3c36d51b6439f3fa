package io.joulestream.endpoint.tabular;

import java.util.Locale;

/** Why a file or a row of it cannot be imported, beside the reasons that any reading can have. */
public enum Fault {
    FILE_EMPTY,
    /** Not text: a workbook, JSON, something binary. */
    NOT_TEXT,
    /** UTF-16, or not in the charset that was told. */
    CHARSET_UNSUPPORTED,
    GZIP_BROKEN,
    /** More bytes than are allowed once inflated. */
    FILE_TOO_LARGE,
    /** No comma, semicolon or tab in the header. */
    DELIMITER_UNKNOWN,
    /** The header lacks a column that is needed. */
    COLUMN_MISSING,
    /** Two columns of the header could be meant. */
    COLUMN_AMBIGUOUS,
    /** No row follows the header. */
    NO_ROWS,
    /** The row has fewer fields than the header. */
    FIELDS_MISSING,
    FIELDS_EXTRA,
    QUOTES_UNBALANCED,
    ROW_TOO_LONG,
    /** The local time does not exist: clocks were put forward over it. */
    TIMESTAMP_IN_GAP,
    /** The local time exists twice, and the order of the rows does not tell which one is meant. */
    TIMESTAMP_REPEATED,
    /** Day and month, and no row tells their order. */
    DATE_AMBIGUOUS,
    /** A local time, and neither the series nor a parameter says the zone. */
    ZONE_UNKNOWN,
    /** Dot or comma may be the decimal or the thousands separator, and no row tells. */
    DECIMAL_AMBIGUOUS,
    /** The running sum of amounts needs rows in the order of time. */
    ROWS_UNORDERED,
    /** More series in one file than are allowed. */
    SERIES_TOO_MANY;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
