package io.joulestream.jobs.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sorts what went wrong with one request of one API. Nothing of it repeats the address, and no key comes through. */
final class FaultOf {
    private final WeatherApi api;
    private final Duration downPause;

    /** @param downPause until a request that a provider in trouble did not answer is wanted again */
    FaultOf(WeatherApi api, Duration downPause) {
        this.api = api;
        this.downPause = downPause;
    }

    /** The fault that a reply is; null where it is none (200). */
    @Nullable
    ProviderFault reply(Reply reply, Instant now) {
        if (reply.status() == 200) {
            return null;
        }
        String said = api.reason(reply.body());
        String reason = said == null ? "" : said;
        FaultKind kind = kind(reply.status(), reason);
        String detail = "answered " + reply.status() + (reason.isEmpty() ? "" : ": " + reason);
        if (kind == FaultKind.MALFORMED) {
            detail = detail + (reply.status() / 100 == 3 ? ", a redirect, which is not followed" : "");
        }
        if (kind == FaultKind.AUTH) {
            return fault(kind, detail, now);
        }
        Instant told = told(reply, now);
        return fault(kind, detail, told == null && reply.status() == 429 ? api.quotaEnd(reason, now) : told, now);
    }

    /** When to come back, where the headers of a refusal say so; else null. */
    static @Nullable Instant told(Reply reply, Instant now) {
        Instant told = QuotaHeaders.retryAfter(reply.headers(), now);
        return told != null ? told : QuotaHeaders.resetOfUsedUp(reply.headers(), now);
    }

    private FaultKind kind(int status, String reason) {
        return switch (status) {
            case 401, 403 -> FaultKind.AUTH;
            case 402, 429 -> FaultKind.QUOTA;
            case 400 -> api.isAboutTheKey(reason) ? FaultKind.AUTH : FaultKind.NOT_FOUND;
            case 404, 410, 422 -> FaultKind.NOT_FOUND;
            case 408 -> FaultKind.SERVER;
            default -> status >= 500 ? FaultKind.SERVER : FaultKind.MALFORMED;
        };
    }

    /** Why there was no reply, or none that can be used. */
    ProviderFault thrown(Throwable thrown, Instant now) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof MalformedAnswer malformed) {
            return fault(FaultKind.MALFORMED, malformed.detail(), now);
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof BoundedBody.TooLarge tooLarge) {
                return fault(FaultKind.MALFORMED, "the answer has " + tooLarge.getMessage(), now);
            }
        }
        if (cause instanceof TimeoutException) {
            return fault(FaultKind.NETWORK, String.valueOf(cause.getMessage()), now);
        }
        // Of others only the class is told: a message may quote the address, and that holds the key.
        return fault(FaultKind.NETWORK, cause.getClass().getSimpleName(), now);
    }

    /** To be asked again after the kind's own pause. */
    ProviderFault fault(FaultKind kind, String detail, Instant now) {
        return fault(kind, detail, null, now);
    }

    /** @param retryAt null for the kind's own pause */
    ProviderFault fault(FaultKind kind, String detail, @Nullable Instant retryAt, Instant now) {
        Duration pause = kind.passesSoon() ? downPause : kind.pause();
        Instant again = retryAt != null || kind == FaultKind.AUTH ? retryAt : now.plus(pause);
        return new ProviderFault(api.name(), kind, api.key().hiddenIn(detail), again);
    }
}
