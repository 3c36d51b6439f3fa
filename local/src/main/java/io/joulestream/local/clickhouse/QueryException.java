package io.joulestream.local.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A refused or failed query, with ClickHouse's error code; the message begins with {@code Code: N. DB::Exception:}. */
final class QueryException extends Exception {
    static final int NO_DATA_TO_INSERT = 108;

    private static final long serialVersionUID = 1;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");

    private final int code;

    private QueryException(int code, String message) {
        super(message);
        this.code = code;
    }

    static QueryException of(int code, String name, String detail) {
        return new QueryException(code, "Code: " + code + ". DB::Exception: " + detail + " (" + name + ")");
    }

    /** The engine's own words; 1002 (unknown) where they carry no code. */
    static QueryException engine(String message) {
        Matcher matcher = CODE.matcher(message);
        return matcher.find()
                ? new QueryException(Integer.parseInt(matcher.group(1)), message)
                : of(1002, "UNKNOWN_EXCEPTION", message);
    }

    static QueryException denied(String what) {
        return of(497, "ACCESS_DENIED", what);
    }

    static QueryException readonly(String what) {
        return of(164, "READONLY", what);
    }

    static QueryException syntax(String what) {
        return of(62, "SYNTAX_ERROR", what);
    }

    static QueryException busy(String what) {
        return of(202, "TOO_MANY_SIMULTANEOUS_QUERIES", what);
    }

    static QueryException badPassword() {
        return of(516, "AUTHENTICATION_FAILED", "Authentication failed: user or password is wrong.");
    }

    int code() {
        return code;
    }

    /** The status a ClickHouse server answers with; drivers look at the code in the header instead. */
    int httpStatus() {
        return switch (code) {
            case 6, 27, 36, 41, 43, 53, 62, 115 -> 400;
            case 164, 497, 516 -> 403;
            case 46, 47, 60, 81 -> 404;
            case 48 -> 501;
            case 202 -> 503;
            default -> 500;
        };
    }
}
