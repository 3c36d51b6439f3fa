package io.joulestream.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What can happen to a running system, all of it without warning. */
enum Fault {
    TASK_MANAGER_KILLED("task-manager"),
    ALL_KILLED(""),
    KAFKA_KILLED("kafka"),
    JOB_MANAGER_KILLED("job-manager"),
    CLICKHOUSE_KILLED("clickhouse"),
    TASK_MANAGER_STALLED("task-manager");

    /** {@code -Djoulestream.stall=80}: longer than the cluster waits for a heartbeat, so that the job goes on without. */
    private static final Duration STALL = Duration.ofSeconds(Integer.getInteger("joulestream.stall", 30));

    private final String part;

    Fault(String part) {
        this.part = part;
    }

    /** Makes it happen, and starts the system again where nobody else would. */
    void strike(UpProcess system) throws InterruptedException {
        var pids = system.pids();
        switch (this) {
            case ALL_KILLED -> {
                system.kill(pids.values());
                system.up();
            }
            case TASK_MANAGER_STALLED -> {
                var pid = pid(pids);
                Processes.signal("STOP", pid);
                Thread.sleep(STALL.toMillis());
                Processes.signal("CONT", pid);
            }
            default -> system.kill(List.of(pid(pids)));
        }
    }

    private long pid(Map<String, Long> pids) {
        var pid = pids.get(part);
        if (pid == null) {
            throw new AssertionError("no " + part + " among " + pids);
        }
        return pid;
    }
}
