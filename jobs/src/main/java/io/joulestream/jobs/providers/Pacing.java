package io.joulestream.jobs.providers;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a provider is asked, whichever it is.
 *
 * @param timeout of one request, from its start to the last byte of its answer
 * @param deadline of a whole ask, all waiting and repeating included
 * @param patience the longest that an ask waits for quota before it ends with a fault
 * @param attempts at one request, the first included
 * @param firstBackoff before the second attempt; doubled from one to the next, half of it at random
 * @param longestBackoff between two attempts
 * @param breakerFailures in a row that open the breaker
 * @param breakerDelay until one request may find out whether the provider is back
 * @param downPause after the last attempt at a request of a provider in trouble, until it is wanted again
 */
public record Pacing(
        Duration timeout,
        Duration deadline,
        Duration patience,
        int attempts,
        Duration firstBackoff,
        Duration longestBackoff,
        int breakerFailures,
        Duration breakerDelay,
        Duration downPause)
        implements Serializable {}
