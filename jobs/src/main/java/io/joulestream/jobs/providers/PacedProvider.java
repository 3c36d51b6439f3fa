package io.joulestream.jobs.providers;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks one API: no faster than its rate, again where that may help, and not while it is down or refuses us. A day's requests
 * are sent one after the other, and the first that fails for good ends it; each that is sent, a repeat too, counts against the
 * rate.
 */
final class PacedProvider implements WeatherProvider {
    private final WeatherApi api;
    private final Pacing pacing;
    private final HttpGet http;
    private final Gate gate;
    private final FaultOf faultOf;
    private final Attempts attempts;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final OpenFutures<Answer> open = new OpenFutures<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private volatile @Nullable ProviderFault lastFault;
    private volatile boolean closed;

    /** An ask under way. */
    private record Asked(List<URI> uris, HourlyObservations gathered, CompletableFuture<Answer> answer) {}

    PacedProvider(
            WeatherApi api,
            TokenBucket bucket,
            Pacing pacing,
            HttpGet http,
            ScheduledExecutorService timer,
            Clock clock) {
        this.api = api;
        this.pacing = pacing;
        this.http = http;
        this.timer = timer;
        this.clock = clock;
        this.gate = new Gate(api.name(), bucket, pacing.patience(), clock);
        this.faultOf = new FaultOf(api, pacing.downPause());
        this.attempts = new Attempts(pacing, faultOf, gate, timer, clock);
    }

    @Override
    public CompletableFuture<Answer> ask(CellDay wanted) {
        Instant now = clock.instant();
        List<URI> uris = api.requests(wanted, now);
        if (closed) {
            return done(faultOf.fault(FaultKind.NETWORK, "closed", now));
        }
        if (uris.isEmpty()) {
            return done(faultOf.fault(FaultKind.NOT_FOUND, wanted.day() + " has not begun", wanted.start(), now));
        }
        Gate.Pass pass = gate.pass(uris.size());
        if (pass.fault() != null) {
            return done(pass.fault());
        }
        Asked asked = new Asked(uris, new HourlyObservations(wanted, now), open.create());
        start(asked, pass.delay());
        return asked.answer();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends in the answer
    private void start(Asked asked, Duration delay) {
        CompletableFuture<Void> deadline = after(pacing.deadline());
        deadline.thenAccept(over -> asked.answer()
                .complete(unavailable(faultOf.fault(
                        FaultKind.NETWORK, "no whole day within " + pacing.deadline(), clock.instant()))));
        asked.answer().whenComplete((answer, thrown) -> deadline.cancel(false));
        after(delay)
                .thenCompose(turn -> rest(asked, 0))
                .exceptionally(thrown -> unavailable(faultOf.thrown(thrown, clock.instant())))
                .thenAccept(asked.answer()::complete);
    }

    /** The answer to the requests from this one on. */
    private CompletableFuture<Answer> rest(Asked asked, int index) {
        int left = asked.uris().size() - index;
        if (asked.answer().isDone()) {
            gate.giveBack(left);
            return asked.answer();
        }
        if (left == 0) {
            return CompletableFuture.completedFuture(whole(asked.gathered()));
        }
        AtomicBoolean sent = new AtomicBoolean();
        return attempts.at(first -> attempt(first, asked, index, sent)).thenCompose(outcome -> {
            if (outcome.fault() == null) {
                return rest(asked, index + 1);
            }
            gate.giveBack(sent.get() ? left - 1 : left);
            return done(outcome.fault());
        });
    }

    /** @param sent becomes true where the request leaves, which an open breaker, for one, prevents */
    private CompletionStage<Outcome> attempt(boolean first, Asked asked, int index, AtomicBoolean sent) {
        Gate.Pass pass = gate.pass(first ? 0 : 1);
        if (pass.fault() != null) {
            return CompletableFuture.completedFuture(new Outcome(pass.fault()));
        }
        return after(pass.delay())
                .thenCompose(turn -> {
                    sent.set(true);
                    requests.incrementAndGet();
                    return http.get(asked.uris().get(index));
                })
                .handle((reply, thrown) -> reply == null
                        ? failed(thrown == null ? new IllegalStateException() : thrown)
                        : outcome(reply, index, asked.gathered()));
    }

    private Outcome failed(Throwable thrown) {
        ProviderFault fault = faultOf.thrown(thrown, clock.instant());
        lastFault = fault;
        return new Outcome(fault);
    }

    private Outcome outcome(Reply reply, int index, HourlyObservations gathered) {
        Instant now = clock.instant();
        Instant told = FaultOf.told(reply, now);
        ProviderFault fault = faultOf.reply(reply, now);
        if (fault == null) {
            if (told != null) {
                gate.pause(faultOf.fault(FaultKind.QUOTA, "the quota is used up, says its last answer", told, now));
            }
            try {
                api.read(reply.body(), index, gathered);
                return Outcome.READ;
            } catch (MalformedAnswer e) {
                return failed(e);
            }
        }
        if (fault.kind() == FaultKind.AUTH) {
            gate.stop(fault);
        } else if (fault.kind() == FaultKind.QUOTA || told != null) {
            gate.pause(fault);
        }
        lastFault = fault;
        return new Outcome(fault);
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

    /** To cancel it stops the timer. */
    @SuppressWarnings("FutureReturnValueIgnored") // only stops the timer
    private CompletableFuture<Void> after(Duration wait) {
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        try {
            var end = timer.schedule(() -> turn.complete(null), wait.toNanos(), TimeUnit.NANOSECONDS);
            turn.whenComplete((done, thrown) -> end.cancel(false));
        } catch (RejectedExecutionException e) {
            turn.completeExceptionally(e); // we are closing
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
        return new ProviderState(
                api.name(), attempts.breaker(), requests.get(), answers.get(), gate.stopped(), lastFault);
    }

    /** Its requests end with the client. */
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
