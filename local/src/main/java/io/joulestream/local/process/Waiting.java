package io.joulestream.local.process;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions of other processes, which can only be asked, again and again. */
public final class Waiting {

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Waiting() {}

    /** Returns when the condition holds; a condition that throws does not hold yet. */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        var end = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (StackException hopeless) {
                throw hopeless;
            } catch (Exception notYet) {
                last = notYet;
            }
            pause();
        }
        var why = last == null ? "" : ": " + last.getMessage();
        throw new StackException("waited " + limit.toSeconds() + " s in vain for " + what + why, last);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", interrupted);
        }
    }
}
