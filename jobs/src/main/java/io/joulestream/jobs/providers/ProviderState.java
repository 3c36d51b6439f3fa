package io.joulestream.jobs.providers;

import org.jspecify.annotations.Nullable;

/**
 * How a provider fares, for metrics and status.
 *
 * @param breaker what the circuit breaker does
 * @param requests sent since the start, repeats included
 * @param answers days answered with observations
 * @param stopped why it is not asked any more until a restart; null while it is
 * @param lastFault the latest that it gave, whatever has happened since; null where there was none
 */
public record ProviderState(
        String provider,
        Breaker breaker,
        long requests,
        long answers,
        @Nullable ProviderFault stopped,
        @Nullable ProviderFault lastFault) {

    /** A metric shows the ordinal. */
    public enum Breaker {
        /** All is well. */
        CLOSED,
        /** One request finds out whether the provider is back. */
        HALF_OPEN,
        /** Nothing is asked. */
        OPEN
    }
}
