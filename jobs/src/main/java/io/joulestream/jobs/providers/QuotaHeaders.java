package io.joulestream.jobs.providers;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What headers say of when to ask again: Retry-After (RFC 9110: seconds or a date) and the rate-limit headers, those of the
 * IETF's drafts and the older ones with X-. None is believed beyond a day: a wrong one would stop us for good.
 */
final class QuotaHeaders {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern FIELD_REMAINING = Pattern.compile("(?:remaining|\\br)=(\\d{1,9})");
    private static final Pattern FIELD_RESET = Pattern.compile("(?:reset|\\bt)=(\\d{1,10})");
    /** A reset above this is an instant in epoch seconds, below it a time to wait. */
    private static final long EPOCH = 1_000_000_000;

    private QuotaHeaders() {}

    /** Null where there is none that can be read. */
    static @Nullable Instant retryAfter(HttpHeaders headers, Instant now) {
        String text = headers.firstValue("retry-after").orElse("").strip();
        if (text.matches("\\d{1,18}")) {
            return bounded(now, Long.parseLong(text));
        }
        try {
            Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return bounded(now, Duration.between(now, date).toSeconds());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** When the quota is there again, where the headers say that nothing is left of it; else null. */
    static @Nullable Instant resetOfUsedUp(HttpHeaders headers, Instant now) {
        String combined = headers.firstValue("ratelimit").orElse("");
        Long remaining = first(headers, combined, FIELD_REMAINING, "ratelimit-remaining", "x-ratelimit-remaining");
        Long reset = first(headers, combined, FIELD_RESET, "ratelimit-reset", "x-ratelimit-reset");
        if (remaining == null || remaining > 0 || reset == null) {
            return null;
        }
        return bounded(now, reset > EPOCH ? reset - now.getEpochSecond() : reset);
    }

    private static @Nullable Long first(HttpHeaders headers, String combined, Pattern field, String... names) {
        Matcher matcher = field.matcher(combined);
        if (matcher.find()) {
            return Long.valueOf(matcher.group(1));
        }
        for (String name : names) {
            String text = headers.firstValue(name).orElse("").strip();
            if (text.matches("\\d{1,10}")) {
                return Long.valueOf(text);
            }
        }
        return null;
    }

    private static Instant bounded(Instant now, long seconds) {
        return now.plusSeconds(Math.max(0, Math.min(LONGEST.toSeconds(), seconds)));
    }
}
