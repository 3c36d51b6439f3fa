package io.joulestream.local.demo;

import io.joulestream.local.process.StackException;
import io.joulestream.local.process.Waiting;
import io.joulestream.local.rest.Json;
import io.joulestream.local.rest.RefusedException;
import io.joulestream.local.rest.Rest;
import io.joulestream.local.simulator.SimulatedActivity;
import io.joulestream.local.simulator.SimulatedEvent;
import io.joulestream.local.simulator.SimulatedObservation;
import io.joulestream.local.simulator.SimulatedSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Simulated series, activities and weather over HTTP. An endpoint that is away for a while is asked again: repeats of the newest events of a
 * series change nothing. What is refused is a failure. Thread-safe for different series.
 */
public final class Upload {

    private static final int PIECE = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Rest endpoint;

    public Upload(Rest endpoint) {
        this.endpoint = endpoint;
    }

    /** Defines the series; the token of it. */
    public String define(SimulatedSeries series) {
        return token(asked(() -> endpoint.put("/v1/series/" + series.name(), series.definition())));
    }

    /** Sends the events in their order, piece by piece; the token of the last piece, empty where there is none. */
    public String send(List<SimulatedEvent> events, IntConsumer sent) {
        return send("/v1/readings", events, SimulatedEvent::toJson, sent);
    }

    /** Likewise. */
    public String sendActivities(List<SimulatedActivity> activities, IntConsumer sent) {
        return send("/v1/activities", activities, SimulatedActivity::toJson, sent);
    }

    /** Likewise. */
    public String sendWeather(List<SimulatedObservation> observations, IntConsumer sent) {
        return send("/v1/weather", observations, SimulatedObservation::toJson, sent);
    }

    private <E> String send(String path, List<E> events, Function<E, String> toJson, IntConsumer sent) {
        var token = "";
        for (var from = 0; from < events.size(); from += PIECE) {
            var piece = events.subList(from, Math.min(events.size(), from + PIECE));
            var lines = piece.stream().map(toJson).collect(Collectors.joining("\n"));
            var answer = asked(() -> endpoint.postLines(path, lines));
            if (!answer.get("rejected").items().isEmpty()) {
                throw new StackException("the endpoint refused what was simulated: " + answer);
            }
            token = token(answer);
            sent.accept(piece.size());
        }
        return token;
    }

    /** Returns when what the writes of these tokens caused is visible. */
    public void awaitVisible(Collection<String> tokens, Duration limit) {
        awaitAnswer("/v1/series?limit=1" + after(tokens), limit, answer -> true);
    }

    /** Returns when the read is answered as of the tokens' writes, and the answer is as wanted. */
    void awaitAnswer(String path, Duration limit, Predicate<Json> wanted) {
        Waiting.until("what was sent to be visible", limit, () -> wanted.test(endpoint.get(path)));
    }

    static String after(Collection<String> tokens) {
        return tokens.stream().map(token -> "&after=" + token).collect(Collectors.joining());
    }

    private static String token(Json answer) {
        return answer.get("token").text().orElseThrow(() -> new StackException("no token in " + answer));
    }

    /** Asks until there is an answer; a refusal is one, and fails. */
    private static Json asked(Callable<Json> call) {
        var answers = new ArrayList<Json>();
        var refusals = new ArrayList<RefusedException>();
        Waiting.until("the endpoint to take readings", PATIENCE, () -> {
            try {
                answers.add(call.call());
            } catch (RefusedException refused) {
                if (refused.status() / 100 != 4) {
                    throw refused;
                }
                refusals.add(refused);
            }
            return true;
        });
        if (answers.isEmpty()) {
            var refused = refusals.get(0);
            throw new StackException("simulated readings were refused: " + refused.getMessage(), refused);
        }
        return answers.get(0);
    }
}
