/**
 * A real Flink cluster (JobManager and TaskManager as processes) and the jobs on it.
 * A job starts from its newest completed checkpoint, and never runs twice at once.
 * Start with {@code FlinkCluster}, then {@code JobKeeper}.
 */
@NullMarked
package io.joulestream.local.flink;

import org.jspecify.annotations.NullMarked;
