package io.joulestream.bench;

import java.util.Locale;

/** What a benchmark is at, for the person who waits; the figures go to standard output alone. */
final class Progress {
    private static final long STARTED = System.nanoTime();

    private Progress() {}

    static void say(String format, Object... arguments) {
        System.err.printf(
                Locale.ROOT,
                "%6.1f s  %s%n",
                (System.nanoTime() - STARTED) / 1e9,
                String.format(Locale.ROOT, format, arguments));
    }
}
