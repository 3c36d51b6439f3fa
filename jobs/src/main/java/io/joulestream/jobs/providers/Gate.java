package io.joulestream.jobs.providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one provider may be asked now: not after it refused the key, not before it said to come back, and no faster than its
 * rate. Thread-safe; never blocks.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** @param fault why not; null to go after the delay */
    record Pass(Duration delay, @Nullable ProviderFault fault) {}

    private final String provider;
    private final TokenBucket bucket;
    private final Duration patience;
    private final Clock clock;
    private volatile @Nullable ProviderFault stopped;
    private volatile @Nullable ProviderFault pause;

    Gate(String provider, TokenBucket bucket, Duration patience, Clock clock) {
        this.provider = provider;
        this.bucket = bucket;
        this.patience = patience;
        this.clock = clock;
    }

    /** @param requests to take from the bucket; 0 for one whose turn has come */
    Pass pass(int requests) {
        ProviderFault refusal = stopped;
        if (refusal != null) {
            return new Pass(Duration.ZERO, refusal);
        }
        Instant now = clock.instant();
        ProviderFault paused = pause;
        Duration pauseLeft = left(paused, now);
        if (paused != null && pauseLeft.compareTo(patience) > 0) {
            return new Pass(Duration.ZERO, paused);
        }
        Duration turn = requests == 0 ? Duration.ZERO : bucket.take(requests, patience);
        if (turn == null) {
            Instant retryAt = now.plus(bucket.turn(requests));
            String detail = "its configured rate has no room for " + requests + " more requests";
            return new Pass(Duration.ZERO, new ProviderFault(provider, FaultKind.QUOTA, detail, retryAt));
        }
        return new Pass(turn.compareTo(pauseLeft) > 0 ? turn : pauseLeft, null);
    }

    /** Whether an ask that waits for the end of the pause is worth it. */
    boolean isPausedForLong() {
        return left(pause, clock.instant()).compareTo(patience) > 0;
    }

    private static Duration left(@Nullable ProviderFault paused, Instant now) {
        Instant until = paused == null ? null : paused.retryAt();
        return until == null || !until.isAfter(now) ? Duration.ZERO : Duration.between(now, until);
    }

    /** Nobody is asked again. */
    void stop(ProviderFault refusal) {
        if (stopped == null) {
            LOG.warn("{} is not asked any more until a restart: {}", provider, refusal.detail());
        }
        stopped = refusal;
    }

    /** Nobody is asked before the fault's time; of two, the later counts. */
    synchronized void pause(ProviderFault fault) {
        Instant now = clock.instant();
        if (left(fault, now).compareTo(left(pause, now)) >= 0) {
            pause = fault;
        }
    }

    void giveBack(int requests) {
        bucket.giveBack(requests);
    }

    @Nullable
    ProviderFault stopped() {
        return stopped;
    }
}
