/**
 * The commands of {@code ./joulestream}.
 * A command ends with 0 when done, 1 when it failed and 2 on wrong usage, and says in one line what to do about it.
 * Start with {@code Joulestream}.
 */
@NullMarked
package io.joulestream.local.cli;

import org.jspecify.annotations.NullMarked;
