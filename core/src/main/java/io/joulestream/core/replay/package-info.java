/**
 * Dead letters that are sent again (SEMANTICS 9): where such a record belongs in the log, and which later events overtake
 * it. Who replays and the job ask the same questions here. Start with {@code Replay}.
 */
@NullMarked
package io.joulestream.core.replay;

import org.jspecify.annotations.NullMarked;
