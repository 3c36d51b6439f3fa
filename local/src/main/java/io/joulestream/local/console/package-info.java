/**
 * What a command says while it works.
 * On a terminal one line at the bottom moves; elsewhere, as in a log file, every line stays and few are written.
 * Start with {@code Console}.
 */
@NullMarked
package io.joulestream.local.console;

import org.jspecify.annotations.NullMarked;
