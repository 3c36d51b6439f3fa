/**
 * Whether a series still sends what its definition promises (SEMANTICS 27). Time is what the caller says it is. Start with
 * {@link io.joulestream.core.liveness.Liveness}.
 */
@NullMarked
package io.joulestream.core.liveness;

import org.jspecify.annotations.NullMarked;
