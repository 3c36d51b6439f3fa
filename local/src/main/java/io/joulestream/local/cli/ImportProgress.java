package io.joulestream.local.cli;

import io.joulestream.local.rest.Json;
import java.io.PrintWriter;
import java.time.Duration;

/** How far a batch is: a bar on a terminal, otherwise a line where the phase changes or five seconds have passed. */
final class ImportProgress {
    private static final int WIDTH = 30;
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private String said = "";
    private long saidNanos;

    ImportProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Json batch) {
        String line = line(batch);
        if (terminal) {
            out.print("\r\u001b[K" + bar(batch) + line);
            out.flush();
            return;
        }
        String phase = batch.get("phase").text().orElse("");
        if (!phase.equals(said) || System.nanoTime() - saidNanos > QUIET_NANOS) {
            said = phase;
            saidNanos = System.nanoTime();
            out.println(line);
            out.flush();
        }
    }

    void end() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    private static String bar(Json batch) {
        long total = batch.get("rows_total").number().orElse(0L);
        long done = batch.get("rows_done").number().orElse(0L);
        int filled = total == 0 ? 0 : (int) (WIDTH * Math.min(done, total) / total);
        return "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] ";
    }

    static String line(Json batch) {
        var line = new StringBuilder(batch.get("phase").text().orElse("?"));
        long total = batch.get("rows_total").number().orElse(0L);
        if (total > 0) {
            line.append(
                    " %,d of %,d rows".formatted(batch.get("rows_done").number().orElse(0L), total));
        }
        batch.get("rejected_total")
                .number()
                .filter(count -> count > 0)
                .ifPresent(count -> line.append(", %,d rejected".formatted(count)));
        batch.get("rows_per_s").number().ifPresent(rate -> line.append(", %,d rows/s".formatted(rate)));
        batch.get("eta_ms").number().ifPresent(millis -> line.append(", %,d s to go".formatted((millis + 999) / 1000)));
        batch.get("waits_for").text().ifPresent(what -> line.append("; waits for ")
                .append(what));
        return line.toString();
    }
}
