/**
 * The whole system on one machine, in one folder.
 * One system a folder; it survives kill -9 of any or all of its processes, and leaves none behind.
 * Start with {@code LocalStack}.
 */
@NullMarked
package io.joulestream.local.stack;

import org.jspecify.annotations.NullMarked;
