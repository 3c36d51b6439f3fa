package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.jobs.providers.StandIn.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What providers, rates, retries and breakers do together, over real HTTP. */
class WeatherFeedTest {
    private static final Reaction SERVER_ERROR = Reaction.status(500, "");

    private static Answer.Observed whole(String provider) {
        return new Answer.Observed(provider, Made.observations(Made.WANTED, 24, false), List.of());
    }

    @Test
    void answersWithADayOfOneRequest() throws Exception {
        try (StandIn server = new StandIn();
                WeatherFeed feed = new Feeds(server).open()) {
            assertEquals(whole("open-meteo"), Feeds.ask(feed, Made.WANTED));
            assertEquals(1, server.requests().size());
            assertEquals("/archive", server.requests().get(0).getPath());
            assertEquals(
                    new ProviderState("open-meteo", ProviderState.Breaker.CLOSED, 1, 1, null, null),
                    feed.states().get(0));
        }
    }

    @Test
    void answersWithADayOf24Requests() throws Exception {
        try (StandIn server = new StandIn();
                WeatherFeed feed = new Feeds(server).providers("openweathermap").open()) {
            assertEquals(whole("openweathermap"), Feeds.ask(feed, Made.WANTED));
            assertEquals(24, feed.states().get(0).requests());
        }
    }

    @Test
    void asksTheNextProviderWhereOneHasNothing() throws Exception {
        try (StandIn server = new StandIn().then(Reaction.status(404, ""));
                WeatherFeed feed = new Feeds(server)
                        .providers("open-meteo, openweathermap")
                        .open()) {
            assertEquals(whole("openweathermap"), Feeds.ask(feed, Made.WANTED));
            assertEquals(25, server.requests().size());
            assertEquals(whole("open-meteo"), Feeds.ask(feed, Made.WANTED));
        }
    }

    @Test
    void tellsTheLastFaultAndTheEarliestTimeToComeBack() throws Exception {
        try (StandIn server =
                        new StandIn().then(Reaction.status(429, "", "Retry-After", "600"), Reaction.status(404, ""));
                WeatherFeed feed =
                        new Feeds(server).providers("open-meteo,openweathermap").open()) {
            Answer.Unavailable answer = (Answer.Unavailable) Feeds.ask(feed, Made.WANTED);
            assertEquals("unavailable(not_found)", answer.fault().status());
            assertEquals(2, answer.faults().size());
            assertEquals(Instant.parse(Feeds.NOW).plusSeconds(600), answer.retryAt());
        }
    }

    @Test
    void repeatsWhatMayPass() throws Exception {
        try (StandIn server = new StandIn().then(SERVER_ERROR, Reaction.CUT_OFF);
                WeatherFeed feed = new Feeds(server).open()) {
            assertEquals(whole("open-meteo"), Feeds.ask(feed, Made.WANTED));
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void repeatsOneHourOfADayAndNotTheDay() throws Exception {
        try (StandIn server = new StandIn()
                        .then(Reaction.WEATHER, SERVER_ERROR, Reaction.status(429, "", "Retry-After", "0"));
                WeatherFeed feed = new Feeds(server).providers("openweathermap").open()) {
            assertEquals(whole("openweathermap"), Feeds.ask(feed, Made.WANTED));
            assertEquals(26, server.requests().size());
        }
    }

    @Test
    void asksNobodyBeforeTheTimeThatAProviderTold() throws Exception {
        SetClock clock = new SetClock(Feeds.NOW);
        try (StandIn server = new StandIn().then(Reaction.status(429, "", "Retry-After", "3600"));
                WeatherFeed feed = new Feeds(server).clock(clock).open()) {
            ProviderFault first = Feeds.fault(feed, Made.WANTED);
            assertEquals(first, Feeds.fault(feed, Made.WANTED));
            clock.forward(Duration.ofSeconds(3590));
            assertEquals(first, Feeds.fault(feed, Made.WANTED));
            assertEquals(1, server.requests().size());
            clock.forward(Duration.ofSeconds(10));
            assertEquals(whole("open-meteo"), Feeds.ask(feed, Made.WANTED));
        }
    }

    @Test
    void believesAnAnswerThatSaysItWasTheLast() throws Exception {
        Reaction last = (server, exchange) -> {
            exchange.getResponseHeaders().set("X-RateLimit-Remaining", "0");
            exchange.getResponseHeaders().set("X-RateLimit-Reset", "60");
            Reaction.WEATHER.react(server, exchange);
        };
        try (StandIn server = new StandIn().then(last);
                WeatherFeed feed = new Feeds(server).open()) {
            assertEquals(whole("open-meteo"), Feeds.ask(feed, Made.WANTED));
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals("unavailable(quota)", fault.status());
            assertEquals(Instant.parse(Feeds.NOW).plusSeconds(60), fault.retryAt());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void keepsToItsOwnRateWithWholeDays() throws Exception {
        try (StandIn server = new StandIn().then(Reaction.WEATHER, Reaction.status(404, ""));
                WeatherFeed feed = new Feeds(server)
                        .providers("openweathermap")
                        .with("weather-openweathermap-burst", "30")
                        .with("weather-openweathermap-requests-per-day", "1")
                        .open()) {
            // Two of 24 are sent, the others given back.
            assertEquals(
                    "unavailable(not_found)", Feeds.fault(feed, Made.WANTED).status());
            assertEquals(whole("openweathermap"), Feeds.ask(feed, Made.WANTED));
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals("unavailable(quota)", fault.status());
            assertEquals("its configured rate has no room for 24 more requests", fault.detail());
            assertTrue(Instant.parse(Feeds.NOW).isBefore(fault.retryAt()));
            assertEquals(26, server.requests().size());
        }
    }

    @Test
    void countsRepeatsAgainstItsRate() throws Exception {
        try (StandIn server = new StandIn().otherwise(SERVER_ERROR);
                WeatherFeed feed = new Feeds(server)
                        .with("weather-open-meteo-burst", "2")
                        .with("weather-open-meteo-requests-per-day", "1")
                        .open()) {
            assertEquals("unavailable(quota)", Feeds.fault(feed, Made.WANTED).status());
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void neverAsksAgainAfterTheKeyIsRefused() throws Exception {
        SetClock clock = new SetClock(Feeds.NOW);
        try (StandIn server = new StandIn().then(Reaction.status(401, "{\"message\":\"Invalid API key.\"}"));
                WeatherFeed feed = new Feeds(server)
                        .providers("openweathermap")
                        .clock(clock)
                        .open()) {
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals("answered 401: Invalid API key.", fault.detail());
            clock.forward(Duration.ofDays(3650));
            assertEquals(fault, Feeds.fault(feed, Made.WANTED));
            assertEquals(fault, feed.states().get(0).stopped());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void doesNotAskWithoutAKeyWhereOneIsNeeded() throws Exception {
        try (StandIn server = new StandIn();
                WeatherFeed feed = new Feeds(server)
                        .providers("openweathermap")
                        .variable(WeatherFeed.OPENWEATHERMAP_KEY, " ")
                        .open()) {
            assertNotNull(feed.states().get(0).stopped());
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals("unavailable(auth)", fault.status());
            assertEquals("the environment has no JOULESTREAM_OPENWEATHERMAP_KEY", fault.detail());
            assertNull(fault.retryAt());
            assertEquals(List.of(), server.requests());
        }
    }

    @Test
    void opensTheBreakerAfterFailuresInARowAndAsksNoMore() throws Exception {
        try (StandIn server = new StandIn().otherwise(SERVER_ERROR);
                WeatherFeed feed = new Feeds(server)
                        .with("weather-breaker-failures", "4")
                        .with("weather-breaker-delay", "1h")
                        .open()) {
            assertEquals("answered 500", Feeds.fault(feed, Made.WANTED).detail());
            assertEquals(ProviderState.Breaker.CLOSED, feed.states().get(0).breaker());
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals(ProviderState.Breaker.OPEN, feed.states().get(0).breaker());
            for (int i = 0; i < 100; i++) {
                fault = Feeds.fault(feed, Made.WANTED);
            }
            assertEquals("unavailable(server)", fault.status());
            assertEquals("not asked after failures in a row, the last: answered 500", fault.detail());
            assertTrue(Instant.parse(Feeds.NOW).isBefore(fault.retryAt()));
            assertFalse(Instant.parse(Feeds.NOW).plusSeconds(3600).isBefore(fault.retryAt()));
            assertEquals(4, server.requests().size());
        }
    }

    @Test
    void whatAnOpenBreakerKeepsBackCostsNoQuota() throws Exception {
        try (StandIn server = new StandIn().otherwise(SERVER_ERROR);
                WeatherFeed feed = new Feeds(server)
                        .with("weather-breaker-failures", "2")
                        .with("weather-breaker-delay", "1h")
                        .with("weather-attempts", "1")
                        .with("weather-open-meteo-burst", "3")
                        .with("weather-open-meteo-requests-per-day", "1")
                        .open()) {
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        "unavailable(server)", Feeds.fault(feed, Made.WANTED).status());
            }
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void closesTheBreakerWhenTheProviderIsBack() throws Exception {
        try (StandIn server = new StandIn().then(SERVER_ERROR, SERVER_ERROR);
                WeatherFeed feed = new Feeds(server)
                        .with("weather-breaker-failures", "2")
                        .with("weather-breaker-delay", "1ms")
                        .with("weather-attempts", "1")
                        .open()) {
            Feeds.fault(feed, Made.WANTED);
            Feeds.fault(feed, Made.WANTED);
            Answer answer = Feeds.ask(feed, Made.WANTED);
            while (!(answer instanceof Answer.Observed)) {
                answer = Feeds.ask(feed, Made.WANTED);
            }
            assertEquals(3, server.requests().size());
            assertEquals(ProviderState.Breaker.CLOSED, feed.states().get(0).breaker());
        }
    }

    @Test
    @Timeout(60)
    void sendsOneRequestToFindOutWhetherTheProviderIsBack() throws Exception {
        try (StandIn server = new StandIn().then(SERVER_ERROR, Reaction.HELD);
                WeatherFeed feed = new Feeds(server)
                        .with("weather-breaker-failures", "1")
                        .with("weather-breaker-delay", "1ms")
                        .with("weather-timeout", "1h")
                        .with("weather-attempts", "1")
                        .open()) {
            Feeds.fault(feed, Made.WANTED);
            List<CompletableFuture<Answer>> asked = new ArrayList<>();
            while (server.requests().size() < 2) {
                asked.add(feed.ask(Made.WANTED));
            }
            assertEquals(ProviderState.Breaker.HALF_OPEN, feed.states().get(0).breaker());
            assertEquals(
                    Instant.parse(Feeds.NOW).plusSeconds(300),
                    Feeds.fault(feed, Made.WANTED).retryAt());
            server.release();
            int observed = 0;
            for (CompletableFuture<Answer> future : asked) {
                observed += future.get(60, TimeUnit.SECONDS) instanceof Answer.Observed ? 1 : 0;
            }
            assertEquals(1, observed);
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void refusalsOpenNoBreaker() throws Exception {
        try (StandIn server = new StandIn().otherwise(Reaction.status(404, ""));
                WeatherFeed feed =
                        new Feeds(server).with("weather-breaker-failures", "1").open()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "unavailable(not_found)", Feeds.fault(feed, Made.WANTED).status());
            }
            assertEquals(ProviderState.Breaker.CLOSED, feed.states().get(0).breaker());
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void hasNoFutureWeather() throws Exception {
        CellDay tomorrow = new CellDay(Made.CELL, LocalDate.parse("2024-06-02"));
        try (StandIn server = new StandIn();
                WeatherFeed feed =
                        new Feeds(server).providers("open-meteo,openweathermap").open()) {
            ProviderFault fault = Feeds.fault(feed, tomorrow);
            assertEquals("unavailable(not_found)", fault.status());
            assertEquals(tomorrow.start(), fault.retryAt());
            assertEquals(List.of(), server.requests());
        }
    }

    @Test
    @Timeout(60)
    void hangsUpWhenClosed() throws Exception {
        try (StandIn server = new StandIn().otherwise(Reaction.DRIP)) {
            WeatherFeed feed = new Feeds(server).with("weather-timeout", "1h").open();
            CompletableFuture<Answer> asked = feed.ask(Made.WANTED);
            server.awaitRequests(1);
            feed.close();
            assertEquals(
                    "closed",
                    ((Answer.Unavailable) asked.get(60, TimeUnit.SECONDS))
                            .fault()
                            .detail());
            server.awaitHangUps(1);
        }
    }

    /** A hundred asks whose answers hang: were one of them to wait, the last would never be asked. */
    @Test
    @Timeout(60)
    void neverBlocksWhoAsksAndEndsAllWhenClosed() throws Exception {
        try (StandIn server = new StandIn().otherwise(Reaction.HANG)) {
            WeatherFeed feed = new Feeds(server).with("weather-timeout", "1h").open();
            List<CompletableFuture<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                asked.add(feed.ask(Made.WANTED));
            }
            server.awaitRequests(100);
            feed.close();
            for (CompletableFuture<Answer> future : asked) {
                Answer.Unavailable answer = (Answer.Unavailable) future.get(60, TimeUnit.SECONDS);
                assertEquals("closed", answer.fault().detail());
            }
            assertEquals(
                    "closed",
                    ((Answer.Unavailable) feed.ask(Made.WANTED).get(60, TimeUnit.SECONDS))
                            .fault()
                            .detail());
        }
    }

    @Test
    @Timeout(60)
    void endsADayThatTakesTooLongAndSendsNoMoreOfIt() throws Exception {
        try (StandIn server = new StandIn().then(Reaction.WEATHER, Reaction.HELD);
                WeatherFeed feed = new Feeds(server)
                        .providers("openweathermap")
                        .with("weather-timeout", "1h")
                        .with("weather-deadline", "2s")
                        .with("weather-openweathermap-burst", "46")
                        .with("weather-openweathermap-requests-per-day", "1")
                        .open()) {
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals("unavailable(network)", fault.status());
            assertEquals("no whole day within PT2S", fault.detail());
            server.release();
            // What was not sent is given back: else there is no room for another day.
            Answer answer = Feeds.ask(feed, Made.WANTED);
            while (!(answer instanceof Answer.Observed)) {
                answer = Feeds.ask(feed, Made.WANTED);
            }
            assertEquals(26, server.requests().size());
        }
    }

    @Test
    @Timeout(60)
    void leavesNoThread() throws Exception {
        List<Thread> before = threads();
        try (StandIn server = new StandIn().then(SERVER_ERROR)) {
            openAskAndClose(server);
        }
        List<Thread> ours = threads();
        ours.removeAll(before);
        for (Thread thread : ours) {
            while (thread.isAlive()) {
                System.gc(); // Java 17's HTTP client ends when it is found to be garbage
                thread.join(50);
            }
        }
    }

    private static void openAskAndClose(StandIn server) throws Exception {
        try (WeatherFeed feed = new Feeds(server).open()) {
            assertEquals(whole("open-meteo"), Feeds.ask(feed, Made.WANTED));
            assertFalse(threads().isEmpty());
        }
    }

    private static List<Thread> threads() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("weather-.*|HttpClient-.*|Failsafe.*"))
                .toList());
    }
}
