package io.joulestream.jobs.readings;

/**
 * What an operator counted in one partition since it last told.
 *
 * @param from the first offset it consumed, {@code next} the one after the last; both -1 where it consumes none
 * @param records how many it consumed
 * @param waiting how many more, or with a minus fewer, wait for a recomputation
 * @param outcomes by the ordinal of {@link io.joulestream.core.history.Outcome}
 * @param deadLetters by the ordinal of {@link io.joulestream.core.input.Reason}
 */
@SuppressWarnings("ArrayRecordComponent") // counts on the wire: never compared
public record LedgerDelta(
        int partition, long from, long next, long records, long waiting, long[] outcomes, long[] deadLetters) {}
