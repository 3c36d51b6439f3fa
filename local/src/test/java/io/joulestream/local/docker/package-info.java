/**
 * The files in {@code docker}, held against the rest of the repository, since no container engine runs here.
 * What one of them names exists, and says what the programs and the build say.
 * Start with {@code ComposeTest}.
 */
@NullMarked
package io.joulestream.local.docker;

import org.jspecify.annotations.NullMarked;
