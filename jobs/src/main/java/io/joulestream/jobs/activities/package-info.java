/**
 * Activities, enriched with their place and with the weather at their place and time (SEMANTICS 28-31).
 * What is computed is core's; here are its resources, state and streams.
 * Start with {@code Places}.
 */
@NullMarked
package io.joulestream.jobs.activities;

import org.jspecify.annotations.NullMarked;
