package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** SEMANTICS 20. */
class RevisionsTest {
    private static final long NOW = 1_790_000_000_000L;

    @Test
    void growsWithEachChange() {
        Revisions revisions = new Revisions(Revisions.epoch(NOW, 0));
        long first = revisions.after(0);
        assertEquals(first + 1, revisions.after(first));
    }

    @Test
    void startsAboveWhatAnEarlierAttemptWroteAfterTheCheckpoint() {
        Revisions lost = new Revisions(Revisions.epoch(NOW, 0));
        long checkpointed = lost.after(0);
        long uncheckpointed = checkpointed;
        for (int i = 0; i < 1_000_000; i++) {
            uncheckpointed = lost.after(uncheckpointed);
        }
        Revisions next = new Revisions(Revisions.epoch(NOW + 1_000, NOW));
        assertTrue(next.after(checkpointed) > uncheckpointed);
    }

    @Test
    void startsAboveTheCheckpointedEpochWhereTheClockWasSetBack() {
        assertEquals(NOW + 1, Revisions.epoch(NOW - 86_400_000, NOW));
    }
}
