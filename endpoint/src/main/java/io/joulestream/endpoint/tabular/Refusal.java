package io.joulestream.endpoint.tabular;

import io.joulestream.core.input.Rejection;

/**
 * A row, or a file from a row on, that cannot be used. Carries no stack trace: bad input is ordinary and may be frequent.
 */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final long row;
    private final String column;
    private final String reason;

    private Refusal(long row, String column, String reason, String detail) {
        super(detail, null, false, false);
        this.row = row;
        this.column = column;
        this.reason = reason;
    }

    /**
     * @param row line of the file, from 1, where the row starts
     * @param column its header, or empty where the row as a whole is meant
     * @param detail the value and what is allowed
     */
    public static Refusal of(long row, String column, Fault fault, String detail) {
        return new Refusal(row, column, fault.code(), detail);
    }

    public static Refusal of(long row, String column, Rejection why) {
        return new Refusal(row, column, why.reason().code(), why.detail());
    }

    public long row() {
        return row;
    }

    public String column() {
        return column;
    }

    public String reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** A text as a detail shows it: quoted, long ones cut. */
    public static String shown(String text) {
        return "'" + (text.length() <= 100 ? text : text.substring(0, 100) + "…") + "'";
    }
}
