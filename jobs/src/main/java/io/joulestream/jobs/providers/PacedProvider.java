package io.joulestream.jobs.providers;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks one API: no faster than its rate, again where that may help, and not while it is down or refuses us. A day's requests
 * are sent one after the other, and the first that fails for good ends it; each that is sent, a repeat too, counts against the
 * rate.
 */
final class PacedProvider implements WeatherProvider {
    /** A breaker that is about to let through must not be asked again and again until then. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final WeatherApi api;
    private final HttpGet http;
    private final Gate gate;
    private final FaultOf faultOf;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final CircuitBreaker<Outcome> breaker;
    private final FailsafeExecutor<Outcome> attempts;
    private final OpenFutures<Answer> open = new OpenFutures<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private volatile @Nullable ProviderFault lastFault;
    private volatile @Nullable ProviderFault lastBreaking;
    private volatile boolean closed;

    PacedProvider(
            WeatherApi api,
            TokenBucket bucket,
            Pacing pacing,
            HttpGet http,
            ScheduledExecutorService timer,
            Clock clock) {
        this.api = api;
        this.http = http;
        this.timer = timer;
        this.clock = clock;
        this.gate = new Gate(api.name(), bucket, pacing.patience(), clock);
        this.faultOf = new FaultOf(api);
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
        this.attempts = Failsafe.with(retries, breaker).with(timer);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // ends in the answer
    public CompletableFuture<Answer> ask(CellDay wanted) {
        Instant now = clock.instant();
        List<URI> uris = api.requests(wanted, now);
        if (uris.isEmpty()) {
            String detail = wanted.day() + " has not begun";
            return done(new ProviderFault(api.name(), FaultKind.NOT_FOUND, detail, wanted.start()));
        }
        Gate.Pass pass = gate.pass(uris.size());
        if (pass.fault() != null) {
            return done(pass.fault());
        }
        CompletableFuture<Answer> answer = open.create();
        if (closed) {
            answer.complete(unavailable(faultOf.fault(FaultKind.NETWORK, "closed", now)));
            return answer;
        }
        HourlyObservations gathered = new HourlyObservations(wanted, now);
        after(pass.delay())
                .thenCompose(turn -> rest(uris, 0, gathered))
                .exceptionally(thrown -> unavailable(faultOf.thrown(thrown, clock.instant())))
                .thenAccept(answer::complete);
        return answer;
    }

    /** The answer to the requests from this one on. */
    private CompletableFuture<Answer> rest(List<URI> uris, int index, HourlyObservations gathered) {
        if (index == uris.size()) {
            return CompletableFuture.completedFuture(whole(gathered));
        }
        return attempts.<Outcome>getStageAsync(context -> attempt(context, uris.get(index), index, gathered))
                .exceptionally(this::notAttempted)
                .thenCompose(outcome -> {
                    ProviderFault fault = outcome.fault();
                    if (fault == null) {
                        return rest(uris, index + 1, gathered);
                    }
                    gate.giveBack(uris.size() - index - 1);
                    return done(fault);
                });
    }

    private Answer whole(HourlyObservations gathered) {
        try {
            Answer answer = gathered.answer(api.name());
            if (answer instanceof Answer.Unavailable none) {
                lastFault = none.fault();
            } else {
                answers.incrementAndGet();
            }
            return answer;
        } catch (MalformedAnswer e) {
            return unavailable(faultOf.thrown(e, clock.instant()));
        }
    }

    private CompletionStage<Outcome> attempt(
            ExecutionContext<Outcome> context, URI uri, int index, HourlyObservations gathered) {
        Gate.Pass pass = gate.pass(context.isFirstAttempt() ? 0 : 1);
        if (pass.fault() != null) {
            return CompletableFuture.completedFuture(new Outcome(pass.fault()));
        }
        return after(pass.delay())
                .thenCompose(turn -> {
                    requests.incrementAndGet();
                    return http.get(uri);
                })
                .handle((reply, thrown) -> outcome(reply, thrown, index, gathered));
    }

    private Outcome outcome(@Nullable Reply reply, @Nullable Throwable thrown, int index, HourlyObservations gathered) {
        Instant now = clock.instant();
        ProviderFault fault = null;
        if (reply == null) {
            fault = faultOf.thrown(thrown == null ? new IllegalStateException() : thrown, now);
        } else {
            fault = faultOf.reply(reply, now);
            Instant told = FaultOf.told(reply, now);
            if (fault == null) {
                fault = read(reply, index, gathered, now);
                if (told != null) {
                    gate.pause(new ProviderFault(
                            api.name(), FaultKind.QUOTA, "the quota is used up, says its last answer", told));
                }
            } else if (fault.kind() == FaultKind.AUTH) {
                gate.stop(fault);
            } else if (fault.kind() == FaultKind.QUOTA || told != null) {
                gate.pause(fault);
            }
        }
        if (fault != null) {
            lastFault = fault;
            if (fault.kind().breaks()) {
                lastBreaking = fault;
            }
        }
        return fault == null ? Outcome.READ : new Outcome(fault);
    }

    private @Nullable ProviderFault read(Reply reply, int index, HourlyObservations gathered, Instant now) {
        try {
            api.read(reply.body(), index, gathered);
            return null;
        } catch (MalformedAnswer e) {
            return faultOf.thrown(e, now);
        }
    }

    private boolean isWorthRepeating(Outcome outcome) {
        ProviderFault fault = outcome.fault();
        return fault != null
                && (fault.kind().passesSoon() || fault.kind() == FaultKind.QUOTA)
                && gate.stopped() == null
                && !gate.isPausedForLong();
    }

    /** The breaker is open, or we are closing. */
    private Outcome notAttempted(Throwable thrown) {
        Instant now = clock.instant();
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof CircuitBreakerOpenException)) {
            return new Outcome(faultOf.thrown(cause, now));
        }
        ProviderFault last = lastBreaking;
        FaultKind kind = last == null ? FaultKind.SERVER : last.kind();
        Duration left = breaker.getRemainingDelay();
        Instant retryAt = now.plus(left.compareTo(SHORTEST_PAUSE) > 0 ? left : SHORTEST_PAUSE);
        String detail = "not asked after failures in a row" + (last == null ? "" : ", the last: " + last.detail());
        return new Outcome(new ProviderFault(api.name(), kind, detail, retryAt));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing breaks off what waits for it
    private CompletableFuture<Void> after(Duration wait) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        if (wait.isZero()) {
            turn.complete(null);
        } else {
            timer.schedule(() -> turn.complete(null), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
        return turn;
    }

    private CompletableFuture<Answer> done(ProviderFault fault) {
        return CompletableFuture.completedFuture(unavailable(fault));
    }

    private Answer unavailable(ProviderFault fault) {
        lastFault = fault;
        return Answer.Unavailable.of(fault);
    }

    @Override
    public ProviderState state() {
        ProviderState.Breaker state =
                switch (breaker.getState()) {
                    case CLOSED -> ProviderState.Breaker.CLOSED;
                    case HALF_OPEN -> ProviderState.Breaker.HALF_OPEN;
                    case OPEN -> ProviderState.Breaker.OPEN;
                };
        return new ProviderState(api.name(), state, requests.get(), answers.get(), gate.stopped(), lastFault);
    }

    /** What is asked ends at once. Its requests end with the client's threads. */
    @Override
    public void close() {
        closed = true;
        ProviderFault fault = faultOf.fault(FaultKind.NETWORK, "closed", clock.instant());
        open.forEach(answer -> answer.complete(unavailable(fault)));
    }

    /** Before the first ask: there is a reason never to. */
    void stop(String reason) {
        gate.stop(faultOf.fault(FaultKind.AUTH, reason, clock.instant()));
    }
}
