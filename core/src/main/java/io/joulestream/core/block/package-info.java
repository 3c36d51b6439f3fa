/**
 * The readings of a series at rest: delta-coded blocks, found through a two-level index.
 * Each block carries the fold's state before its first reading, so that a fold can start at any block.
 * Start with {@link io.joulestream.core.block.Blocks}.
 */
@NullMarked
package io.joulestream.core.block;

import org.jspecify.annotations.NullMarked;
