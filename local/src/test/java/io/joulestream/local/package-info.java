/**
 * The whole system, as its clients see it: what went in over HTTP comes out over HTTP, to the last decimal.
 * Start with {@code RealReadingsEndToEndIT}.
 */
@NullMarked
package io.joulestream.local;

import org.jspecify.annotations.NullMarked;
