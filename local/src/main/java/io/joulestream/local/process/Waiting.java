package io.joulestream.local.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for conditions of other processes, which can only be asked, again and again. */
public final class Waiting {

    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Waiting() {}

    /** Returns when the condition holds; a condition that throws does not hold yet. */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        until(what, limit, Optional::empty, condition);
    }

    /** As above, and fails at once when there is a reason why waiting is hopeless. */
    public static void until(
            String what, Duration limit, Supplier<Optional<String>> hopeless, Callable<Boolean> condition) {
        var end = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            hopeless.get().ifPresent(reason -> {
                throw new StackException(reason);
            });
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
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
