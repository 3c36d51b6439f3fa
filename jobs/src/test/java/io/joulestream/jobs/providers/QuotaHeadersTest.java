package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuotaHeadersTest {
    private static final Instant NOW = Instant.parse("2024-06-01T10:20:30Z");

    private static HttpHeaders headers(String... namesAndValues) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static @Nullable Long retryAfter(String value) {
        Instant told = QuotaHeaders.retryAfter(headers("Retry-After", value), NOW);
        return told == null ? null : Long.valueOf(told.getEpochSecond() - NOW.getEpochSecond());
    }

    private static @Nullable Long reset(String... namesAndValues) {
        Instant told = QuotaHeaders.resetOfUsedUp(headers(namesAndValues), NOW);
        return told == null ? null : Long.valueOf(told.getEpochSecond() - NOW.getEpochSecond());
    }

    @Test
    void readsRetryAfterInSeconds() {
        assertEquals(120, retryAfter("120"));
        assertEquals(0, retryAfter("0"));
        assertEquals(86_400, retryAfter("86401"));
        assertEquals(86_400, retryAfter("999999999999999999"));
    }

    @Test
    void readsRetryAfterAsADate() {
        assertEquals(60, retryAfter("Sat, 01 Jun 2024 10:21:30 GMT"));
        assertEquals(0, retryAfter("Sat, 01 Jun 2024 10:00:00 GMT"));
        assertEquals(86_400, retryAfter("Fri, 01 Jun 2925 10:00:00 GMT"));
    }

    @Test
    void readsNothingElse() {
        for (String value :
                List.of("", "soon", "-5", "1.5", "1e3", "10 s", "9".repeat(100), "Sat, 31 Jun 2024 10:21:30 GMT")) {
            assertNull(retryAfter(value), value);
        }
        assertNull(QuotaHeaders.retryAfter(headers(), NOW));
    }

    @Test
    void readsResetsOfWhatIsUsedUp() {
        assertEquals(90, reset("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "90"));
        assertEquals(90, reset("ratelimit-remaining", "0", "ratelimit-reset", "90"));
        assertEquals(90, reset("RateLimit", "limit=100, remaining=0, reset=90"));
        assertEquals(90, reset("RateLimit", "\"default\";r=0;t=90"));
        String epoch = Long.toString(NOW.getEpochSecond() + 90);
        assertEquals(90, reset("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", epoch));
        assertEquals(0, reset("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1000000001"));
    }

    @Test
    void leavesWhatIsNotUsedUp() {
        assertNull(reset("X-RateLimit-Remaining", "1", "X-RateLimit-Reset", "90"));
        assertNull(reset("X-RateLimit-Reset", "90"));
        assertNull(reset("X-RateLimit-Remaining", "0"));
        assertNull(reset("X-RateLimit-Remaining", "none", "X-RateLimit-Reset", "90"));
        assertNull(reset());
    }
}
