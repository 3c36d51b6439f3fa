package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.store.DeadLetterRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SEMANTICS 9: which letters are sent again, and what the replayer knows of what has overtaken them. */
class ReplayHandlerTest {
    private static final String ONE = "{\"ts\":1700000000001,\"value\":1}";
    private static final String TWO = "{\"ts\":1700000000002,\"value\":1}";
    private static final String OTHER_VALUE = "{\"ts\":1700000000001,\"value\":2}";

    private RunningEndpoint server;
    private FakeReplayLog log;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        log = server.replays;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsTheRecordAgainWithWhereItWasAndUpToWhereNothingOvertakesIt() throws Exception {
        log.add("default/a", ONE, null);
        letter(log.add("default/m", ONE, null));
        log.add("default/m", TWO, null);
        log.add("default/a", OTHER_VALUE, null);
        assertAnswered("replayed=1 superseded=0 under_way=0 gone=0", replay(""));
        assertEquals(List.of(ONE + " 1,4"), log.replayed(4));
        assertEquals(
                "default/m",
                new String(Objects.requireNonNull(log.records.get(4).key()), UTF_8));
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    @Test
    void saysWhatHasOvertakenALetter() throws Exception {
        letter(log.add("default/m", ONE, null));
        letter(log.add("default/m", TWO, null));
        log.add("default/m", "{\"op\":\"delete\",\"ts\":1700000000001}", null);
        letter(log.add("default/n", ONE, null));
        log.add("default/n", "{\"op\":\"series-delete\"}", null);
        log.add("default/n", "{\"ts\":", null);
        assertAnswered("replayed=1 superseded=2 under_way=0 gone=0", replay(""));
        assertEquals(List.of(ONE + " 0,6,2", TWO + " 1,6", ONE + " 3,6,4"), log.replayed(6));
    }

    /** What is not read by now is the job's to read: the header says from where. */
    @Test
    void readsOnBeforeItSends() throws Exception {
        letter(log.add("default/m", ONE, null));
        letter(log.add("default/m", TWO, null));
        log.meanwhile = () -> log.add("default/m", OTHER_VALUE, null);
        assertAnswered("replayed=1 superseded=1 under_way=0 gone=0", replay(""));
        assertEquals(List.of(ONE + " 0,3,2", TWO + " 1,3"), log.replayed(3));
    }

    @Test
    void ofTwoLettersForOneIdentityTheLaterOneApplies() throws Exception {
        letter(log.add("default/m", OTHER_VALUE, null));
        letter(log.add("default/m", ONE, null));
        assertAnswered("replayed=1 superseded=1 under_way=0 gone=0", replay(""));
        assertEquals(List.of(OTHER_VALUE + " 0,2,1", ONE + " 1,2"), log.replayed(2));
    }

    /** A replay of the earlier letter is behind the later one in the log, but does not come after it. */
    @Test
    void theOrderInWhichLettersAreReplayedDoesNotMatter() throws Exception {
        log.add("default/m", OTHER_VALUE, null);
        letter(log.add("default/m", ONE, null));
        log.add("default/m", OTHER_VALUE, "0,1");
        assertAnswered("replayed=1 superseded=0 under_way=0 gone=0", replay(""));
    }

    @Test
    void whatItSentBeforeIsNotSentAgain() throws Exception {
        letter(log.add("default/m", ONE, null));
        letter(log.add("default/m", TWO, null));
        letter(log.add("default/m", "{\"ts\":", null));
        log.takes = 2;
        var failed = server.post("/v1/dead-letters/replay", "application/json", "");
        assertEquals(503, failed.statusCode(), failed.body());
        log.takes = Integer.MAX_VALUE;
        assertAnswered("replayed=1 superseded=0 under_way=2 gone=0", replay(""));
        assertAnswered("replayed=0 superseded=0 under_way=3 gone=0", replay(""));
        assertEquals(List.of(ONE + " 0,3", TWO + " 1,3", "{\"ts\": 2,5"), log.replayed(3));
    }

    /** A foreign record that only looks like a replay, or one that the job refused, must not keep a letter for ever. */
    @Test
    void whatTheJobHasMetInVainIsSentAgain() throws Exception {
        letter(log.add("default/m", "{\"ts\":", null));
        letter(log.add("default/m", ONE, null));
        log.add("default/m", "{\"ts\":", "0,1");
        log.add("default/m", ONE, "1,2,0");
        log.add("default/m", TWO, "0,1");
        log.add("default/m", "{\"ts\":", "0,99");
        server.visibility.progress = FakeVisibility.met(FakeReplayLog.PARTITION, 6);
        assertAnswered("replayed=2 superseded=0 under_way=0 gone=0", replay(""));
        server.visibility.progress = FakeVisibility.met(FakeReplayLog.PARTITION, 2);
        assertAnswered("replayed=0 superseded=0 under_way=2 gone=0", replay(""));
    }

    @Test
    void saysWhatTheLogHasDropped() throws Exception {
        letter(log.add("default/m", ONE, null));
        letter(log.add("default/m", TWO, null));
        log.begin = 1;
        assertAnswered("replayed=1 superseded=0 under_way=0 gone=1", replay(""));
    }

    @Test
    void replaysPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            letter(log.add("default/m", "{\"ts\":170000000000" + i + ",\"value\":1}", null));
        }
        String cursor = "";
        int pages = 0;
        for (Object next = ""; next != null; pages++) {
            var answer = replay("?limit=2" + cursor);
            next = answer.get("next");
            cursor = "&cursor=" + next;
        }
        assertEquals(3, pages);
        assertEquals(10, log.records.size());
        server.store.deadLetters.clear();
        assertAnswered("replayed=0 superseded=0 under_way=0 gone=0", replay(""));
    }

    @Test
    void asksForWhatTheParametersSay() throws Exception {
        replay("?reason=series_unknown&series=m&from=5&to=2024-01-01T00:00:00Z");
        var asked = Objects.requireNonNull(server.store.lastPlaces);
        assertEquals(
                "LetterFilter[tenant=default, unowned=true, reason=series_unknown, series=m, fromMillis=5,"
                        + " toMillis=1704067200000]",
                asked.filter().toString());
        assertEquals("readings", asked.topic());
        assertEquals(200, server.get("/v1/dead-letters?series=n&from=7").statusCode());
        var listed = Objects.requireNonNull(server.store.lastQuery).filter();
        assertEquals("n 7", listed.series() + " " + listed.fromMillis());
    }

    @Test
    void replaysTheLettersOfTheKeysTenantOnly() throws Exception {
        server.close();
        server = RunningEndpoint.start("acme " + "k".repeat(32));
        assertEquals(
                401,
                server.post("/v1/dead-letters/replay", "application/json", "").statusCode());
        var answer = server.send(server.request(
                        "/v1/dead-letters/replay",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + "k".repeat(32))
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertEquals(202, answer.statusCode(), answer.body());
        var filter = Objects.requireNonNull(server.store.lastPlaces).filter();
        assertEquals("acme false", filter.tenant() + " " + filter.unowned());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?reason=x", "?series=a/b", "?from=x", "?from=2&to=2", "?limit=10001", "?cursor=x", "?after=x"})
    void refusesWhatItDoesNotKnow(String parameters) throws Exception {
        var answer = server.post("/v1/dead-letters/replay" + parameters, "application/json", "");
        assertEquals(400, answer.statusCode(), answer.body());
    }

    @Test
    void takesNoFormOfAWebPage() throws Exception {
        assertEquals(
                415, server.post("/v1/dead-letters/replay", "text/plain", "").statusCode());
    }

    private void letter(long offset) {
        server.store.deadLetters.add(new DeadLetterRow(
                new DeadLetterRow.Place(1_700_000_000_000L + offset, "readings", FakeReplayLog.PARTITION, offset),
                "m",
                "series_unknown",
                "",
                new byte[0]));
    }

    private Map<String, Object> replay(String parameters) throws Exception {
        var answer = server.post("/v1/dead-letters/replay" + parameters, "application/json", "");
        assertEquals(202, answer.statusCode(), answer.body());
        return RunningEndpoint.json(answer.body());
    }

    private void assertAnswered(String expected, Map<String, Object> answer) {
        assertEquals(
                expected,
                "replayed=" + answer.get("replayed") + " superseded=" + answer.get("superseded") + " under_way="
                        + answer.get("under_way") + " gone=" + answer.get("gone"));
        Token token = Token.parse(String.valueOf(answer.get("token")));
        assertTrue(token.offsets().getOrDefault(FakeReplayLog.PARTITION, -1L) < log.records.size());
    }
}
