/**
<<<<<<< HEAD
 * Activities, enriched with their place and with the weather at their place and time (SEMANTICS 28-31).
 * What is computed is core's; here are its resources, state and streams.
 * Start with {@code Places}.
=======
 * The activities job: from topics {@code activities} and {@code weather} to activities with the weather at their place and
 * time (SEMANTICS 28, 29). Start with {@code ActivitiesJob}.
>>>>>>> main
 */
@NullMarked
package io.joulestream.jobs.activities;

import org.jspecify.annotations.NullMarked;
