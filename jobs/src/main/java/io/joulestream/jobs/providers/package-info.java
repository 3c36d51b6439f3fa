/**
 * Hourly weather from the APIs of others, over HTTP: one day of one grid cell at a time. Whatever an API answers, an ask ends
 * in bounded time and memory with observations or with a fault of a closed set of kinds, and no key is ever in either. Start
 * with {@code WeatherFeed}.
 */
@NullMarked
package io.joulestream.jobs.providers;

import org.jspecify.annotations.NullMarked;
