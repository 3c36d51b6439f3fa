package io.joulestream.jobs.run;

import java.lang.reflect.Field;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;

/** How often a subtask has been restarted: Flink's mock knows first attempts only. */
public final class AttemptNumber {
    private AttemptNumber() {}

    public static void set(MockEnvironment environment, int number) throws ReflectiveOperationException {
        TaskInfo first = environment.getTaskInfo();
        Field info = MockEnvironment.class.getDeclaredField("taskInfo");
        info.setAccessible(true);
        info.set(
                environment,
                new TaskInfoImpl(
                        first.getTaskName(),
                        first.getMaxNumberOfParallelSubtasks(),
                        first.getIndexOfThisSubtask(),
                        first.getNumberOfParallelSubtasks(),
                        number));
    }
}
