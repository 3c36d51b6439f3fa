package io.joulestream.endpoint;

import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.log.Visibility;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A readings job that is where the test says. */
final class FakeVisibility implements Visibility {
    static final long COMPLETE_THROUGH = 1_700_000_000_000L;

    volatile long next;
    /** Null: as of now, and never the same instant twice. */
    volatile @Nullable Progress progress;

    private long polled;

    static Progress progress(boolean committing, @Nullable String trouble) {
        return new Progress(
                COMPLETE_THROUGH,
                System.currentTimeMillis(),
                trouble,
                committing,
                System.currentTimeMillis() - 1000,
                List.of(new Progress.Partition(0, 0, 3, 5, System.currentTimeMillis() - 2000)));
    }

    /** All records of one partition before this one have been met. */
    static Progress met(int partition, long next) {
        return new Progress(
                COMPLETE_THROUGH, 1, null, true, 1, List.of(new Progress.Partition(partition, 0, next, next, null)));
    }

    @Override
    public boolean await(Token token, Duration atMost) {
        return token.offsets().values().stream().allMatch(offset -> offset < next);
    }

    @Override
    public synchronized Progress progress() {
        Progress told = progress;
        if (told != null) {
            return told;
        }
        Progress now = progress(true, null);
        polled = Math.max(polled + 1, now.polledMillis());
        return new Progress(
                now.completeThroughMillis(),
                polled,
                now.trouble(),
                now.committing(),
                now.movedMillis(),
                now.partitions());
    }

    @Override
    public void close() {}
}
