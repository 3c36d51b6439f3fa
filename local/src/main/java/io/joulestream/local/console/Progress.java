package io.joulestream.local.console;

import java.time.Duration;
import java.util.Locale;

/** How much of a known amount is done, how fast, and how long it will take. For one thread. */
public final class Progress {

    private static final int BAR = 24;

    private final Console console;
    private final String part;
    private final String what;
    private final long total;
    private final long startedNanos = System.nanoTime();
    private long done;

    /** @param what is counted, as in {@code readings sent} */
    public Progress(Console console, String part, String what, long total) {
        this.console = console;
        this.part = part;
        this.what = what;
        this.total = total;
    }

    /** So many more are done. */
    public void add(long more) {
        done += more;
        console.status(part, line(done, total, what, Duration.ofNanos(System.nanoTime() - startedNanos)));
    }

    static String line(long done, long total, String what, Duration taken) {
        var share = total == 0 ? 1 : (double) done / total;
        var seconds = Math.max(0.001, taken.toMillis() / 1000.0);
        var filled = (int) Math.round(share * BAR);
        var left = done == 0 ? "" : ", %d s left".formatted(Math.round(seconds * (total - done) / done));
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %,d of %,d %s, %,d/s%s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                (int) (share * 100),
                done,
                total,
                what,
                Math.round(done / seconds),
                left);
    }
}
