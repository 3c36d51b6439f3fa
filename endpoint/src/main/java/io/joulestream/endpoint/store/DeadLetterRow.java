package io.joulestream.endpoint.store;

/**
 * A record that could not be used.
 *
 * @param series empty where the record's key is unreadable
 * @param raw the bytes as received
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetterRow(Place place, String series, String reason, String detail, byte[] raw) {

    /** Where in the order of answers: latest first. */
    public record Place(long receivedMillis, String topic, int partition, long offset) {
        /** Before all others. */
        public static final Place FIRST = new Place(4_102_444_800_000L, "", 0, 0);
        /** After all others. */
        public static final Place LAST = new Place(0, "", 0, 0);
    }
}
