/**
 * The activities job: from topics {@code activities} and {@code weather} to activities with the weather at their place and
 * time (SEMANTICS 28, 29). Start with {@code ActivitiesJob}.
 */
@NullMarked
package io.joulestream.jobs.activities;

import org.jspecify.annotations.NullMarked;
