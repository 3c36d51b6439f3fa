package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.jobs.providers.StandIn.Reaction;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault of both providers over real HTTP, at 10:20:30: its kind, when to come back, and what it costs. */
class FaultsTest {
    private static final String OWM_LIMIT =
            "{\"cod\":429,\"message\":\"Your account is temporary blocked due to exceeding"
                    + " of requests limitation of your subscription type.\"}";
    private static final String OWM_KEY = "{\"cod\":401, \"message\": \"Invalid API key. Please see"
            + " https://openweathermap.org/faq#error401 for more info.\"}";

    static Stream<Arguments> refusals() {
        String later = "2024-06-01T11:20:30Z";
        String aDayLater = "2024-06-02T10:20:30Z";
        return Stream.of(
                // What both do.
                refusal("both", 401, "", FaultKind.AUTH, null, 1),
                refusal("both", 403, "<html>Forbidden</html>", FaultKind.AUTH, null, 1),
                refusal("both", 402, "", FaultKind.QUOTA, later, 1),
                refusal("both", 429, "", FaultKind.QUOTA, "2024-06-01T11:20:30Z", 1, "Retry-After", "3600"),
                refusal("both", 429, "", FaultKind.QUOTA, later, 1, "Retry-After", "Sat, 01 Jun 2024 11:20:30 GMT"),
                refusal("both", 429, "", FaultKind.QUOTA, aDayLater, 1, "Retry-After", "99999999999"),
                refusal(
                        "both",
                        429,
                        "",
                        FaultKind.QUOTA,
                        later,
                        1,
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset",
                        Long.toString(Instant.parse(later).getEpochSecond())),
                refusal("both", 429, "", FaultKind.QUOTA, later, 1, "RateLimit", "limit=9, remaining=0, reset=3600"),
                refusal("both", 404, "", FaultKind.NOT_FOUND, aDayLater, 1),
                refusal("both", 400, "", FaultKind.NOT_FOUND, aDayLater, 1),
                refusal("both", 500, "", FaultKind.SERVER, "2024-06-01T10:25:30Z", 3),
                refusal("both", 502, "<html>", FaultKind.SERVER, "2024-06-01T10:25:30Z", 3),
                refusal("both", 503, "", FaultKind.SERVER, later, 1, "Retry-After", "3600"),
                refusal("both", 503, "", FaultKind.SERVER, "2024-06-01T10:20:30Z", 3, "Retry-After", "0"),
                refusal("both", 418, "", FaultKind.MALFORMED, later, 1),
                refusal("both", 204, "", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "null", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "[]", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "<html>Log in to the hotel's network</html>", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "{\"data\":[{\"dt\":17", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "{\"hourly\":[],\"data\":{}}", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "{} {}", FaultKind.MALFORMED, later, 1),
                refusal("both", 200, "[".repeat(100_000), FaultKind.MALFORMED, later, 1),
                refusal(
                        "both",
                        200,
                        "{\"hourly\":1e999999999,\"data\":[{\"temp\":1e-999999999}]}",
                        FaultKind.MALFORMED,
                        later,
                        1),
                // What their documentation says.
                refusal(
                        "open-meteo",
                        429,
                        openMeteo("Minutely API request limit exceeded. Please try again in one minute."),
                        FaultKind.QUOTA,
                        "2024-06-01T10:21:00Z",
                        1),
                refusal(
                        "open-meteo",
                        429,
                        openMeteo("Daily API request limit exceeded. Please try again tomorrow."),
                        FaultKind.QUOTA,
                        "2024-06-02T00:00:00Z",
                        1),
                refusal("open-meteo", 400, openMeteo("The supplied API key is invalid."), FaultKind.AUTH, null, 1),
                refusal(
                        "open-meteo",
                        400,
                        openMeteo("Parameter 'start_date' is out of allowed range"),
                        FaultKind.NOT_FOUND,
                        aDayLater,
                        1),
                refusal("openweathermap", 401, OWM_KEY, FaultKind.AUTH, null, 1),
                refusal("openweathermap", 429, OWM_LIMIT, FaultKind.QUOTA, "2024-06-01T10:35:30Z", 1),
                refusal(
                        "openweathermap",
                        404,
                        "{\"cod\":\"404\",\"message\":\"no data\"}",
                        FaultKind.NOT_FOUND,
                        aDayLater,
                        1));
    }

    private static String openMeteo(String reason) {
        return "{\"error\":true,\"reason\":\"" + reason + "\"}";
    }

    private static Arguments refusal(
            String provider,
            int status,
            String body,
            FaultKind kind,
            @Nullable String retryAt,
            int requests,
            String... headers) {
        return Arguments.of(provider, status, body, headers, kind, retryAt, requests);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("refusals")
    void sortsWhatIsAnswered(
            String provider,
            int status,
            String body,
            String[] headers,
            FaultKind kind,
            @Nullable String retryAt,
            int requests)
            throws Exception {
        for (String name :
                provider.equals("both") ? new String[] {"open-meteo", "openweathermap"} : new String[] {provider}) {
            try (StandIn server = new StandIn().otherwise(Reaction.status(status, body, headers));
                    WeatherFeed feed = new Feeds(server).providers(name).open()) {
                ProviderFault fault = Feeds.fault(feed, Made.WANTED);
                assertEquals(kind, fault.kind(), fault.detail());
                assertEquals("unavailable(" + kind.wireName() + ")", fault.status());
                assertEquals(retryAt == null ? null : Instant.parse(retryAt), fault.retryAt());
                assertEquals(requests, server.requests().size());
                assertEquals(fault, feed.states().get(0).lastFault());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-meteo", "openweathermap"})
    void givesUpOnAnAnswerThatDrips(String provider) throws Exception {
        noWholeAnswer(provider, Reaction.DRIP, "no whole answer within PT0.3S", 2);
    }

    @Test
    @Timeout(60)
    void hangsUpWhenItGivesUp() throws Exception {
        try (StandIn server = new StandIn().otherwise(Reaction.DRIP);
                WeatherFeed feed = new Feeds(server)
                        .with("weather-timeout", "300ms")
                        .with("weather-attempts", "1")
                        .open()) {
            assertEquals(FaultKind.NETWORK, Feeds.fault(feed, Made.WANTED).kind());
            server.awaitHangUps(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-meteo", "openweathermap"})
    void givesUpOnAnAnswerThatNeverComes(String provider) throws Exception {
        noWholeAnswer(provider, Reaction.HANG, "no whole answer within PT0.3S", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-meteo", "openweathermap"})
    void repeatsWhenTheConnectionBreaks(String provider) throws Exception {
        noWholeAnswer(provider, Reaction.CUT_OFF, "IOException", 2);
        // Where not a byte has come Java's client takes the connection for stale and tries once more by itself.
        noWholeAnswer(provider, Reaction.BREAK_OFF, "IOException", 4);
    }

    private static void noWholeAnswer(String provider, Reaction reaction, String detail, int requests)
            throws Exception {
        try (StandIn server = new StandIn().otherwise(reaction);
                WeatherFeed feed = new Feeds(server)
                        .providers(provider)
                        .with("weather-timeout", "300ms")
                        .with("weather-attempts", "2")
                        .open()) {
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals(FaultKind.NETWORK, fault.kind());
            assertEquals(detail, fault.detail());
            assertEquals(requests, server.requests().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-meteo", "openweathermap"})
    void readsNoMoreThanItMustOfAnEndlessAnswer(String provider) throws Exception {
        try (StandIn server = new StandIn().otherwise(Reaction.ENDLESS);
                WeatherFeed feed = new Feeds(server).providers(provider).open()) {
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals(FaultKind.MALFORMED, fault.kind());
            assertEquals("the answer has more than 262144 bytes", fault.detail());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-meteo", "openweathermap"})
    void followsNoRedirect(String provider) throws Exception {
        try (StandIn server = new StandIn().otherwise(Reaction.REDIRECT);
                WeatherFeed feed = new Feeds(server).providers(provider).open()) {
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals(FaultKind.MALFORMED, fault.kind());
            assertEquals("answered 302, a redirect, which is not followed", fault.detail());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        StandIn gone = new StandIn();
        gone.close();
        try (WeatherFeed feed = new Feeds(gone).open()) {
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertEquals(FaultKind.NETWORK, fault.kind());
            assertEquals("ConnectException", fault.detail());
        }
    }

    /** Not even where a provider's refusal quotes it, as it came or as it was sent. */
    @Test
    void neverShowsAKey() throws Exception {
        Reaction quoting = (server, exchange) -> Reaction.status(
                        401,
                        "{\"message\":\"no such key: " + Feeds.KEY + ", in "
                                + exchange.getRequestURI().getRawQuery() + "\"}")
                .react(server, exchange);
        try (StandIn server = new StandIn().otherwise(quoting);
                WeatherFeed feed = new Feeds(server).providers("openweathermap").open()) {
            ProviderFault fault = Feeds.fault(feed, Made.WANTED);
            assertTrue(server.requests()
                    .get(0)
                    .getRawQuery()
                    .endsWith("&appid=" + ApiKey.of(Feeds.KEY).encoded()));
            assertTrue(fault.detail().contains("no such key: ***, in lat="), fault.detail());
            for (String shown : new String[] {fault.toString(), feed.states().toString()}) {
                assertFalse(shown.contains(Feeds.KEY), shown);
                assertFalse(shown.contains(ApiKey.of(Feeds.KEY).encoded()), shown);
            }
            assertNull(fault.retryAt());
            assertEquals("***", ApiKey.of(Feeds.KEY).toString());
        }
    }
}
