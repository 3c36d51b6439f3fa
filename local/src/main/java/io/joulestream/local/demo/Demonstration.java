package io.joulestream.local.demo;

import io.joulestream.local.console.Console;
import io.joulestream.local.console.Progress;
import io.joulestream.local.process.StackException;
import io.joulestream.local.rest.Rest;
import io.joulestream.local.simulator.Scenario;
import io.joulestream.local.simulator.SimulatedEvent;
import io.joulestream.local.simulator.SimulatedSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Sends a scenario's past to an endpoint and says when it is visible, the first chart as early as can be. */
public final class Demonstration {

    private static final String PART = "demo";
    private static final Duration VISIBLE = Duration.ofMinutes(5);

    private final Console console;
    private final Instant historyEnd;
    private final CompletableFuture<List<Past>> pasts;
    private final CompletableFuture<ActivitiesPast> activities;

    private record Past(SimulatedSeries series, List<SimulatedEvent> events) {}

    private Demonstration(
            Console console,
            Instant historyEnd,
            CompletableFuture<List<Past>> pasts,
            CompletableFuture<ActivitiesPast> activities) {
        this.console = console;
        this.historyEnd = historyEnd;
        this.pasts = pasts;
        this.activities = activities;
    }

    /** Starts to make the past up, beside whatever the caller does next. */
    public static Demonstration prepare(Scenario scenario, Instant historyEnd, Console console) {
        var pasts = CompletableFuture.supplyAsync(() -> scenario.series().stream()
                .map(each -> new Past(each, each.until(historyEnd)))
                .toList());
        var activities = CompletableFuture.supplyAsync(() -> ActivitiesPast.of(scenario, historyEnd));
        return new Demonstration(console, historyEnd, pasts, activities);
    }

    /**
     * Sends everything; returns when all of it is visible.
     *
     * @param onFirstChart run once, when the first series can be read
     */
    public void send(Rest endpoint, Runnable onFirstChart) {
        var upload = new Upload(endpoint);
        var tokens = new ArrayList<String>();
        pasts.join().forEach(past -> tokens.add(upload.define(past.series())));
        var total =
                pasts.join().stream().mapToLong(past -> past.events().size()).sum();
        var progress = new Progress(console, PART, "readings sent", total);
        CompletableFuture<Void> firstChart = CompletableFuture.completedFuture(null);
        for (var past : pasts.join()) {
            var token = upload.send(past.events(), progress::add);
            tokens.add(token);
            if (past.series().name().equals(Scenario.FIRST)) {
                firstChart = CompletableFuture.runAsync(() -> {
                    awaitDays(upload, token);
                    onFirstChart.run();
                });
            }
        }
        tokens.addAll(activities.join().send(upload));
        joined(firstChart);
        tokens.removeIf(String::isEmpty);
        upload.awaitVisible(tokens, VISIBLE);
        console.clearStatus();
    }

    /** Returns when the weather of what was sent has come; how many activities have it or not, in a line. */
    public String awaitWeather(Rest endpoint) {
        return activities.join().awaitWeather(endpoint, VISIBLE).entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void joined(CompletableFuture<Void> future) {
        try {
            future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StackException known) {
                throw known;
            }
            throw failed;
        }
    }

    /** What was made up of activities and weather, in a line. */
    public String activities() {
        return activities.join().summary();
    }

    /** What was made up of readings, in a line. */
    public String summary() {
        var events =
                pasts.join().stream().flatMap(past -> past.events().stream()).toList();
        return "%,d readings of %d series: %,d late, %,d replaced, %,d deleted"
                .formatted(
                        events.size(),
                        pasts.join().size(),
                        count(events, SimulatedEvent.Kind.LATE),
                        count(events, SimulatedEvent.Kind.CORRECTION),
                        count(events, SimulatedEvent.Kind.DELETE));
    }

    private static long count(List<SimulatedEvent> events, SimulatedEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).count();
    }

    /** The first chart is one of days. */
    private void awaitDays(Upload upload, String token) {
        var path = "/v1/series/%s/points?period=P1D&from=%d&to=%d%s"
                .formatted(
                        Scenario.FIRST,
                        historyEnd.minus(Duration.ofDays(400)).toEpochMilli(),
                        historyEnd.toEpochMilli(),
                        Upload.after(List.of(token)));
        upload.awaitAnswer(path, VISIBLE, answer -> !answer.get("start").items().isEmpty());
    }
}
