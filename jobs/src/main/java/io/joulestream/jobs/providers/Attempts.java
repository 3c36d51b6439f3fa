package io.joulestream.jobs.providers;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Repeats a request of one provider where that may help, and sends none while the provider is down. Thread-safe. */
final class Attempts {
    /** Sends the request. */
    interface Attempt {
        CompletionStage<Outcome> send(boolean first);
    }

    private final FaultOf faultOf;
    private final Gate gate;
    private final Clock clock;
    private final CircuitBreaker<Outcome> breaker;
    private final FailsafeExecutor<Outcome> executor;
    private volatile @Nullable ProviderFault lastBreaking;

    Attempts(Pacing pacing, FaultOf faultOf, Gate gate, ScheduledExecutorService timer, Clock clock) {
        this.faultOf = faultOf;
        this.gate = gate;
        this.clock = clock;
        this.breaker = CircuitBreaker.<Outcome>builder()
                .handleIf((outcome, thrown) -> outcome != null && outcome.breaks())
                .withFailureThreshold(pacing.breakerFailures())
                .withSuccessThreshold(1)
                .withDelay(pacing.breakerDelay())
                .build();
        RetryPolicy<Outcome> retries = RetryPolicy.<Outcome>builder()
                .handleIf((outcome, thrown) -> outcome != null && isWorthRepeating(outcome))
                .withMaxAttempts(pacing.attempts())
                .withBackoff(pacing.firstBackoff(), pacing.longestBackoff())
                .withJitter(0.5)
                .build();
        this.executor = Failsafe.with(retries, breaker).with(timer);
    }

    /** What became of the last attempt. Never fails. */
    CompletableFuture<Outcome> at(Attempt attempt) {
        return executor.<Outcome>getStageAsync(context -> attempt.send(context.isFirstAttempt()))
                .handle((outcome, thrown) -> thrown == null ? outcome : notSent(thrown));
    }

    private boolean isWorthRepeating(Outcome outcome) {
        ProviderFault fault = outcome.fault();
        if (fault != null && fault.kind().breaks()) {
            lastBreaking = fault;
        }
        return fault != null
                && (fault.kind().passesSoon() || fault.kind() == FaultKind.QUOTA)
                && gate.stopped() == null
                && !gate.isPausedForLong();
    }

    /** The breaker is open, or the timer is gone because we are closing. */
    private Outcome notSent(Throwable thrown) {
        Instant now = clock.instant();
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof CircuitBreakerOpenException)) {
            return new Outcome(faultOf.thrown(cause, now));
        }
        ProviderFault last = lastBreaking;
        FaultKind kind = last == null ? FaultKind.SERVER : last.kind();
        String detail = "not asked after failures in a row" + (last == null ? "" : ", the last: " + last.detail());
        // Not when the breaker closes: all who wait would come then, each minute, and all but one be told the same
        // again.
        return new Outcome(faultOf.fault(kind, detail, now));
    }

    ProviderState.Breaker breaker() {
        return switch (breaker.getState()) {
            case CLOSED -> ProviderState.Breaker.CLOSED;
            case HALF_OPEN -> ProviderState.Breaker.HALF_OPEN;
            case OPEN -> ProviderState.Breaker.OPEN;
        };
    }
}
