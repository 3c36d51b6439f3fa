/**
 * A made-up year of two households, as their meters, sensors and people would send it, one of whom is an athlete; and the
 * weather services that know the sky over them.
 * The same seed and the same instants give the same events, to the byte; nothing here asks a clock.
 * Start with {@code Scenario}.
 */
@NullMarked
package io.joulestream.local.simulator;

import org.jspecify.annotations.NullMarked;
