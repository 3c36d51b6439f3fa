package io.joulestream.local.flink;

import java.util.List;

/**
 * A job to run.
 *
 * @param name as the job gives itself to the cluster; no two jobs of a name run at once
 * @param claims whether the checkpoint it starts from becomes its own, to be deleted when outdated
 */
public record JobSpec(String name, String mainClass, List<String> arguments, int parallelism, boolean claims) {}
