/**
 * Rows of the tables at rest, and the sinks that insert them.
 * Every insert may be repeated and none is ever dropped: the tables absorb repeats by key and revision, and a store that
 * is away is waited for.
 * Start with {@code ClickHouseSink}.
 */
@NullMarked
package io.joulestream.jobs.clickhouse;

import org.jspecify.annotations.NullMarked;
