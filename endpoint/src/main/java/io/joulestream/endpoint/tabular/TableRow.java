package io.joulestream.endpoint.tabular;

/**
 * One row.
 *
 * @param line where it starts, from 1
 * @param fields without their quotes, and without blanks around them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TableRow(long line, String[] fields) {

    /** Empty where the row is too short. */
    public String field(int index) {
        return index < fields.length ? fields[index] : "";
    }
}
