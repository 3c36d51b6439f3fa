package io.joulestream.jobs.providers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider gave no observations.
 *
 * @param detail one line for people, without any key
 * @param retryAt when asking again may help; null where only a restart does
 */
public record ProviderFault(
        String provider,
        FaultKind kind,
        String detail,
        @Nullable Instant retryAt) {
    private static final int LONGEST_DETAIL = 300;

    public ProviderFault {
        String oneLine = detail.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        detail = oneLine.length() <= LONGEST_DETAIL ? oneLine : oneLine.substring(0, LONGEST_DETAIL) + "…";
    }

    /** A fault that says nothing of when to come back. */
    static ProviderFault of(String provider, FaultKind kind, String detail, Instant now) {
        return new ProviderFault(provider, kind, detail, kind == FaultKind.AUTH ? null : now.plus(kind.pause()));
    }

    /** As the status of an activity says it: {@code unavailable(quota)}. */
    public String status() {
        return "unavailable(" + kind.wireName() + ")";
    }
}
