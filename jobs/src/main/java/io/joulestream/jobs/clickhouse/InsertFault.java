package io.joulestream.jobs.clickhouse;

import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ServerException;
import java.util.Set;

/**
 * Why an insert failed, sorted by what is to be done about it.
 * A code that is neither known as a refusal of data nor as a wrong set-up is repeated: a store in trouble has many ways
 * to say so, and repeating loses nothing.
 */
final class InsertFault extends Exception {
    private static final long serialVersionUID = 1;

    enum Kind {
        /** Unreachable, too slow, overloaded, out of disk or memory: repeat, for as long as it takes. */
        AWAY,
        /** Some row is wrong. */
        DATA,
        /** Wrong password, table or column: no repeat can help. */
        SETUP
    }

    /** https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
    private static final Set<Integer> DATA_CODES = Set.of(
            6, // CANNOT_PARSE_TEXT
            25, // CANNOT_PARSE_ESCAPE_SEQUENCE
            26, // CANNOT_PARSE_QUOTED_STRING
            27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
            32, // ATTEMPT_TO_READ_AFTER_EOF
            33, // CANNOT_READ_ALL_DATA
            34, // TOO_MANY_ARGUMENTS_FOR_FUNCTION
            36, // BAD_ARGUMENTS
            38, // CANNOT_PARSE_DATE
            41, // CANNOT_PARSE_DATETIME
            43, // ILLEGAL_TYPE_OF_ARGUMENT
            53, // TYPE_MISMATCH
            69, // ARGUMENT_OUT_OF_BOUND
            70, // CANNOT_CONVERT_TYPE
            72, // CANNOT_PARSE_NUMBER
            117, // INCORRECT_DATA
            128, // TOO_LARGE_ARRAY_SIZE
            131, // TOO_LARGE_STRING_SIZE
            321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
            349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
            395, // FUNCTION_THROW_IF_VALUE_IS_NON_ZERO
            407, // DECIMAL_OVERFLOW
            469, // VIOLATED_CONSTRAINT
            691); // UNKNOWN_ELEMENT_OF_ENUM

    private static final Set<Integer> SETUP_CODES = Set.of(
            16, // NO_SUCH_COLUMN_IN_TABLE
            47, // UNKNOWN_IDENTIFIER
            60, // UNKNOWN_TABLE
            62, // SYNTAX_ERROR
            81, // UNKNOWN_DATABASE
            115, // UNKNOWN_SETTING
            164, // READONLY
            192, // UNKNOWN_USER
            193, // WRONG_PASSWORD
            194, // REQUIRED_PASSWORD
            452, // SETTING_CONSTRAINT_VIOLATION
            497, // ACCESS_DENIED
            516); // AUTHENTICATION_FAILED

    private final Kind kind;
    private final int code;

    private InsertFault(Kind kind, int code, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    static InsertFault of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ServerException server) {
                return new InsertFault(kindOf(server.getCode()), server.getCode(), oneLine(server), thrown);
            }
            if (t instanceof ClientMisconfigurationException) {
                return new InsertFault(Kind.SETUP, 0, oneLine(t), thrown);
            }
        }
        return new InsertFault(Kind.AWAY, 0, oneLine(thrown), thrown);
    }

    static Kind kindOf(int code) {
        if (DATA_CODES.contains(code)) {
            return Kind.DATA;
        }
        return SETUP_CODES.contains(code) ? Kind.SETUP : Kind.AWAY;
    }

    Kind kind() {
        return kind;
    }

    /** The server's error code, or 0 where there was no answer. */
    int code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    private static String oneLine(Throwable t) {
        return (t.getClass().getSimpleName() + ": " + t.getMessage()).replaceAll("\\s+", " ");
    }
}
