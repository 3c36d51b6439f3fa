/**
 * The ClickHouse engine on one machine: fetched, run in a JVM of its own behind ClickHouse's HTTP interface, and migrated.
 * A client cannot tell it from a server: what was acknowledged is on disk, and nobody reaches the machine's files through it.
 * Start with {@link io.joulestream.local.clickhouse.ClickHouseProcess}, then
 * {@link io.joulestream.local.clickhouse.EmbeddedClickHouse}.
 */
@NullMarked
package io.joulestream.local.clickhouse;

import org.jspecify.annotations.NullMarked;
