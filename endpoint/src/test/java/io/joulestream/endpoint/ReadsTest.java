package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static final SeriesKey METER = new SeriesKey("default", "meter");
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        server.store.series.put(METER, Rows.series("meter", false));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void waitsForEveryTokenThatItNames() throws Exception {
        String early = new Token("readings", Map.of(0, 4L)).text();
        String late = new Token("readings", Map.of(0, 6L)).text();
        server.visibility.next = 5;
        assertEquals(200, server.get("/v1/series/meter?after=" + early).statusCode());
        var answer = server.get("/v1/series/meter?after=" + early + "&after=" + late);
        assertEquals(504, answer.statusCode());
        assertEquals("not_yet_visible", RunningEndpoint.json(answer.body()).get("reason"));
        server.visibility.next = 7;
        assertEquals(
                200,
                server.get("/v1/series/meter?after=" + early + "&after=" + late).statusCode());
    }

    @Test
    void waitsUntilAChangedDefinitionIsApplied() throws Exception {
        server.store.series.put(METER, Rows.series("meter", true));
        String token = new Token("readings", Map.of()).text();
        assertEquals(504, server.get("/v1/series/meter?after=" + token).statusCode());
        assertEquals(200, server.get("/v1/series/meter").statusCode());
        assertEquals(200, server.get("/v1/dead-letters?after=" + token).statusCode());
    }

    @Test
    void refusesWhatIsNoToken() throws Exception {
        for (String token : new String[] {"x", "", "%00", "cmVhZGluZ3M6MD0x", "!!!"}) {
            assertEquals(400, server.get("/v1/series?after=" + token).statusCode(), token);
        }
    }

    @Test
    void saysWhyTheStoreDoesNotAnswer() throws Exception {
        server.store.trouble = StoreUnavailable.away("ClickHouse does not answer", new IOException("secret"));
        var away = server.get("/v1/series/meter");
        assertEquals(503, away.statusCode());
        assertTrue(away.headers().firstValue("Retry-After").isPresent());
        server.store.trouble = StoreUnavailable.tooSlow("longer than 5 s", new IOException("secret"));
        var slow = server.get("/v1/series/meter");
        assertEquals(504, slow.statusCode());
        assertFalse((away.body() + slow.body()).contains("secret"));
    }

    @Test
    void hidesWhatIsItsOwnFault() throws Exception {
        server.store.bug = new IllegalStateException("secret");
        var answer = server.get("/v1/series/meter");
        assertEquals(500, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        assertFalse(answer.body().contains("secret"));
    }
}
