/**
 * The compact bytes that state is kept in: varints, zigzag for what may be negative.
 * What one version wrote, every later one reads: each format starts with its version.
 * Start with {@link io.joulestream.core.bytes.ByteSink}.
 */
@NullMarked
package io.joulestream.core.bytes;

import org.jspecify.annotations.NullMarked;
