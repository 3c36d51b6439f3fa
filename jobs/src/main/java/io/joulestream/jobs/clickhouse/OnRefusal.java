package io.joulestream.jobs.clickhouse;

/** What becomes of a row that the store refuses for what is in it. */
public enum OnRefusal {
    /** For derived rows: a wrong one is our bug. The job fails, naming the table, the row and the server's message. */
    FAIL_JOB,
    /** For rows as sent: the row becomes a dead letter {@code row_refused}, and the others are stored. */
    DEAD_LETTER
}
