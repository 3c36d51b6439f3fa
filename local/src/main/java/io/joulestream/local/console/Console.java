package io.joulestream.local.console;

import io.joulestream.local.process.Announcer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Lines that stay, and one status line that moves on a terminal and is repeated now and then elsewhere. Thread-safe. */
public final class Console implements Announcer {

    private static final Duration ON_TERMINAL = Duration.ofMillis(100);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private String status = "";
    private String statusPart = "";
    private long statusNanos;
    private Duration pause = Duration.ZERO;

    /** @param terminal whether a line can be overwritten */
    public Console(PrintWriter out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    Console(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void say(String part, String line) {
        out.print(terminal && !status.isEmpty() ? CLEAR : "");
        out.printf("%-12s %s%n", part, line);
        out.print(status);
        out.flush();
    }

    /**
     * How far something is; the next one takes its place. Some are left out: without a terminal ever more of them the
     * longer it takes, so that a log of hours stays short.
     */
    public synchronized void status(String part, String line) {
        var now = nanoTime.getAsLong();
        if (!part.equals(statusPart)) {
            statusPart = part;
            pause = Duration.ZERO;
        } else if (now - statusNanos < pause.toNanos()) {
            return;
        }
        statusNanos = now;
        if (terminal) {
            pause = ON_TERMINAL;
            status = "%-12s %s".formatted(part, line);
            out.print(CLEAR + status);
            out.flush();
        } else {
            pause = pause.isZero() ? FIRST : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
            say(part, line);
        }
    }

    /** What was going on is over: a terminal's bottom line is free again. */
    public synchronized void clearStatus() {
        statusPart = "";
        if (!status.isEmpty()) {
            status = "";
            out.print(CLEAR);
            out.flush();
        }
    }
}
