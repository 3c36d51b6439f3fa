package io.joulestream.core.replay;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its way back into the log, by one partition's records in their order, from its own on.
 *
 * @param identity null where nobody can tell: then only a copy of it overtakes it
 */
public record ReplayedLetter(long offset, @Nullable Identity identity) {

    /**
     * Whether a record of the same series that lies behind it in the log overtakes it. Of two replays it is the place of
     * what they replay that counts, so that the order in which letters are replayed does not matter.
     *
     * @param position where that record belongs ({@link Replay#position})
     * @param later of that record; null where it is no event
     */
    public boolean isOvertakenBy(long position, @Nullable Identity later) {
        return position >= offset && identity != null && later != null && identity.isOvertakenBy(later);
    }
}
