package io.joulestream.local.clickhouse;

/** What a statement does, as the engine's own parser tells without running it; in the order of the C interface. */
enum StatementClass {
    READ_ONLY,
    MUTATING,
    /** Changes something outside every database: functions, users. */
    MUTATING_GLOBAL,
    /** Session state, SYSTEM, KILL, output into files; also an INSERT that sets an asynchronous mode. */
    CONTROL,
    UNKNOWN;

    static StatementClass of(int code) {
        return code >= 0 && code < values().length ? values()[code] : UNKNOWN;
    }
}
