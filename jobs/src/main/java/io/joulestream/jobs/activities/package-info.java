/**
 * The activities job: from topics {@code activities} and {@code weather} to activities with their place and the weather at
 * their place and time (SEMANTICS 28 to 31). What is computed is core's. Start with {@code ActivitiesJob}.
 */
@NullMarked
package io.joulestream.jobs.activities;

import org.jspecify.annotations.NullMarked;
