/**
 * The settings of the system on one machine, from file, environment and flags.
 * Later sources win, unknown keys fail, and no secret is ever printed.
 * Start with {@code LocalConfig}.
 */
@NullMarked
package io.joulestream.local.config;

import org.jspecify.annotations.NullMarked;
