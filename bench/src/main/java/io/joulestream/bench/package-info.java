/**
 * How fast and how small, as figures of one run: each benchmark is a class of its own, started by {@link
 * io.joulestream.bench.Main}. Counts are asserted in every run, so no figure is of work that was not done; variants that
 * are compared alternate, and what is printed are medians with least and most. Start at {@link
 * io.joulestream.bench.PipelineBenchmark}.
 */
@NullMarked
package io.joulestream.bench;

import org.jspecify.annotations.NullMarked;
