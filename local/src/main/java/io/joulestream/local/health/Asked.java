package io.joulestream.local.health;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What several checks look at, asked by the first of them: all judge the same, and the part is asked once. A failure is an
 * answer, too: each of them reports it. Thread-safe.
 */
final class Asked<T> {
    private final FutureTask<T> answer;

    Asked(Callable<T> question) {
        this.answer = new FutureTask<>(question);
    }

    T get() throws IOException, InterruptedException {
        answer.run(); // does nothing but the first time
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        }
    }
}
