package io.joulestream.jobs.providers;

import java.time.Duration;
import java.util.Locale;

/** Why a provider gave no observations, by what is to be done about it. */
public enum FaultKind {
    /** The quota, the provider's or ours for it, is used up (402, 429): asked again when it is there again. */
    QUOTA(Duration.ofHours(1)),
    /** The key is missing or refused (401, 403): not asked again until somebody restarts it with another. */
    AUTH(Duration.ZERO),
    /** The provider has nothing for this cell and day (400, 404, no values): asked again a day later. */
    NOT_FOUND(Duration.ofDays(1)),
    /** The provider is in trouble (5xx): repeated, then asked again when the breaker lets through. */
    SERVER(Duration.ZERO),
    /** No connection, or no whole answer in time: as SERVER. */
    NETWORK(Duration.ZERO),
    /** An answer, but not in the documented format, too large, or a redirect: asked again an hour later. */
    MALFORMED(Duration.ofHours(1));

    private final Duration pause;

    FaultKind(Duration pause) {
        this.pause = pause;
    }

    /** As the status of an activity says it: {@code not_found}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How long to wait where the provider did not say; nothing for AUTH, nor for what passes soon: that is configured. */
    Duration pause() {
        return pause;
    }

    /** Whether the same request may succeed within seconds. */
    boolean passesSoon() {
        return this == SERVER || this == NETWORK;
    }

    /** Whether it says that the provider is down, and not that it refuses us. */
    boolean breaks() {
        return passesSoon() || this == MALFORMED;
    }
}
