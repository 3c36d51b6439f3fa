package io.joulestream.local.flink;

import io.joulestream.local.process.ChildCommand;
import io.joulestream.local.process.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One JobManager and one TaskManager on the loopback address, with the configuration in {@code flink-conf} and, over
 * it, this machine's ports, folders and memory sizes.
 *
 * @param classPath of Flink's jars
 * @param configFolder holds config.yaml and log4j.properties
 * @param environment of the JobManager, where the jobs' mains run: the place for their secrets
 */
public record FlinkCluster(
        DataFolder folder,
        String classPath,
        Path configFolder,
        FlinkPorts ports,
        FlinkMemory memory,
        Map<String, String> environment) {

    public static final String JOB_MANAGER = "job-manager";
    public static final String TASK_MANAGER = "task-manager";

    /** @param slots of the TaskManager: one for each parallel instance of each job */
    public record FlinkPorts(int rest, int rpc, int slots) {}

    /** Megabytes; what Flink's scripts would otherwise compute from one total. */
    public record FlinkMemory(int jobManagerHeap, int taskHeap, int managed) {}

    // Flink's defaults for the framework itself; networkMegabytes serves 2000 buffers of 32 kB.
    private static final int FRAMEWORK_HEAP = 128;
    private static final int FRAMEWORK_OFF_HEAP = 64;
    private static final int NETWORK = 64;
    private static final int METASPACE = 256;
    private static final int OVERHEAD = 192;

    /** Where Flink's REST interface is. */
    public String url() {
        return "http://127.0.0.1:" + ports.rest();
    }

    public Path checkpoints() throws IOException {
        return folder.part("flink").resolve("checkpoints");
    }

    public Path savepoints() throws IOException {
        return folder.part("flink").resolve("savepoints");
    }

    /** Removes what killed processes left in their folders for temporary files; neither may be running. */
    public void clearTemporaryFiles() throws IOException {
        var temporary = folder.part("flink").resolve("tmp");
        if (Files.exists(temporary)) {
            try (var files = Files.walk(temporary)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(temporary);
    }

    public ChildCommand jobManager() throws IOException {
        var settings = new ArrayList<>(common());
        settings.addAll(List.of(
                "-Drest.port=" + ports.rest(),
                "-Drest.bind-port=" + ports.rest(),
                "-Drest.address=127.0.0.1",
                "-Drest.bind-address=127.0.0.1",
                "-Djobmanager.bind-host=127.0.0.1"));
        return command(
                JOB_MANAGER,
                List.of(
                        "-Xms64m",
                        "-Xmx" + memory.jobManagerHeap() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:MaxMetaspaceSize=" + METASPACE + "m"),
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                settings);
    }

    public ChildCommand taskManager() throws IOException {
        var heap = FRAMEWORK_HEAP + memory.taskHeap();
        var settings = new ArrayList<>(common());
        settings.addAll(List.of(
                "-Dtaskmanager.host=127.0.0.1",
                "-Dtaskmanager.bind-host=127.0.0.1",
                "-Dtaskmanager.numberOfTaskSlots=" + ports.slots(),
                "-Dtaskmanager.cpu.cores=" + ports.slots(),
                "-Dtaskmanager.memory.framework.heap.size=" + FRAMEWORK_HEAP + "m",
                "-Dtaskmanager.memory.framework.off-heap.size=" + FRAMEWORK_OFF_HEAP + "m",
                "-Dtaskmanager.memory.task.heap.size=" + memory.taskHeap() + "m",
                "-Dtaskmanager.memory.task.off-heap.size=0",
                "-Dtaskmanager.memory.network.min=" + NETWORK + "m",
                "-Dtaskmanager.memory.network.max=" + NETWORK + "m",
                "-Dtaskmanager.memory.jvm-metaspace.size=" + METASPACE + "m",
                "-Dtaskmanager.memory.jvm-overhead.min=" + OVERHEAD + "m",
                "-Dtaskmanager.memory.jvm-overhead.max=" + OVERHEAD + "m",
                "-Dtaskmanager.memory.managed.size=" + memory.managed() + "m"));
        return command(
                TASK_MANAGER,
                List.of(
                        "-Xms64m",
                        "-Xmx" + heap + "m",
                        "-XX:MaxDirectMemorySize=" + (FRAMEWORK_OFF_HEAP + NETWORK) + "m",
                        "-XX:MaxMetaspaceSize=" + METASPACE + "m",
                        "-XX:+UseSerialGC"),
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                settings);
    }

    private List<String> common() throws IOException {
        return List.of(
                "--configDir",
                configFolder.toString(),
                "-Djobmanager.rpc.address=127.0.0.1",
                "-Djobmanager.rpc.port=" + ports.rpc(),
                "-Dexecution.checkpointing.dir=" + checkpoints().toUri(),
                "-Dexecution.checkpointing.savepoint-dir=" + savepoints().toUri(),
                "-Dio.tmp.dirs=" + folder.part("flink").resolve("tmp"),
                // A process that is gone refuses connections: two heartbeats suffice to know.
                "-Dheartbeat.interval=2 s",
                "-Dheartbeat.timeout=30 s",
                // It would listen to the whole network; on one machine the REST interface says the same.
                "-Dmetrics.reporters=none");
    }

    private ChildCommand command(String name, List<String> jvmFlags, String main, List<String> settings) {
        var flags = new ArrayList<>(jvmFlags);
        flags.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                // Flink reads collections by reflection.
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-Dlog.file=" + folder.log(name + ".log"),
                "-Dlog4j2.configurationFile=" + configFolder.resolve("log4j.properties")));
        return new ChildCommand(name, flags, List.of(classPath), main, settings, environment);
    }
}
