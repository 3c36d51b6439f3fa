/**
 * Child processes: started, watched, started again, ended.
 * No child outlives its parent, and two processes of one part never run at once.
 * Start with {@code KeptChild}.
 */
@NullMarked
package io.joulestream.local.process;

import org.jspecify.annotations.NullMarked;
