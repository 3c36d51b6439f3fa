package io.joulestream.local.cli;

import io.joulestream.local.finding.Diagnosis.Found;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Prints findings as they come, and counts them. */
final class Report implements Consumer<Found> {

    private static final String RUNBOOK = "docs/runbook.md#";

    private final PrintWriter out;
    private final Form form;
    private final boolean strict;
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    enum Form {
        LINES,
        PARAGRAPHS,
        JSON
    }

    Report(PrintWriter out, Form form, boolean strict) {
        this.out = out;
        this.form = form;
        this.strict = strict;
    }

    @Override
    public void accept(Found found) {
        var finding = found.finding();
        counts.merge(finding.severity(), 1, Integer::sum);
        switch (form) {
            case JSON -> out.println(json(found));
            case LINES -> {
                line(found);
                if (!finding.well()) {
                    out.println("         -> " + finding.remedy());
                }
            }
            case PARAGRAPHS -> {
                line(found);
                if (!finding.well()) {
                    out.println("         why: " + finding.why());
                    out.println("         do:  " + finding.remedy());
                    out.println("         see: " + RUNBOOK + found.check());
                }
            }
        }
        out.flush();
    }

    private void line(Found found) {
        var finding = found.finding();
        out.printf(
                "%-8s %-18s %s: %s%n", finding.severity().label(), found.check(), finding.subject(), finding.found());
    }

    private static String json(Found found) {
        var finding = found.finding();
        var object = new LinkedHashMap<String, Object>();
        object.put("severity", finding.severity().label());
        object.put("check", found.check());
        object.put("subject", finding.subject());
        object.put("found", finding.found());
        object.put("why", finding.why());
        object.put("do", finding.remedy());
        object.put("see", RUNBOOK + found.check());
        object.put("figures", finding.figures());
        try {
            return Json.write(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The last line, where people read. */
    void summary() {
        if (form != Form.JSON) {
            out.println(count(Severity.PROBLEM) + " problems, " + count(Severity.WARNING) + " warnings, "
                    + count(Severity.OK) + " well");
        }
    }

    private int count(Severity severity) {
        return counts.getOrDefault(severity, 0);
    }

    int exitCode() {
        return count(Severity.PROBLEM) > 0 || (strict && count(Severity.WARNING) > 0) ? 1 : 0;
    }
}
