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
    volatile Progress progress = progress(true, null);

    static Progress progress(boolean committing, @Nullable String trouble) {
        return new Progress(
                COMPLETE_THROUGH,
                System.currentTimeMillis(),
                trouble,
                committing,
                System.currentTimeMillis() - 1000,
                List.of(new Progress.Partition(0, 0, 3, 5, System.currentTimeMillis() - 2000)));
    }

    @Override
    public boolean await(Token token, Duration atMost) {
        return token.offsets().values().stream().allMatch(offset -> offset < next);
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public void close() {}
}
