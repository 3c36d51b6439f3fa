/**
 * The simulated sites sent to a running system, over HTTP like anybody's readings: first the past, then what happens.
 * The series of the first chart comes first, and nothing is called visible that was not read.
 * Start with {@code Demonstration}.
 */
@NullMarked
package io.joulestream.local.demo;

import org.jspecify.annotations.NullMarked;
