package io.joulestream.local.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How findings are shown. */
final class ReportOptions {

    @Option(names = "--json", description = "A JSON object a line.")
    boolean json;

    @Option(names = "--strict", description = "End with 1 on warnings, too.")
    boolean strict;

    /** A line for each finding. */
    Report lines(PrintWriter out) {
        return new Report(out, json ? Report.Form.JSON : Report.Form.LINES, strict);
    }

    /** What is not well at length, the rest in a line each. */
    Report paragraphs(PrintWriter out) {
        return new Report(out, json ? Report.Form.JSON : Report.Form.PARAGRAPHS, strict);
    }
}
