package io.joulestream.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/**
 * The benchmarks as the command line runs them, on a little: that they run, count what they measured (else they fail) and
 * print every figure. How fast anything was says nothing here.
 */
@Timeout(300)
class TinyBenchmarksIT {
    private static final Pattern FIGURE =
            Pattern.compile("\\{\"name\":\"(\\w+)\",\"value\":([0-9.]+),\"unit\":\"([^\"]+)\",.*}");

    private static Map<String, String> units(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertEquals(0, exit, err.toString());
        var units = new LinkedHashMap<String, String>();
        for (String line : out.toString().lines().toList()) {
            var figure = FIGURE.matcher(line);
            assertTrue(figure.matches(), line);
            assertTrue(Double.parseDouble(figure.group(2)) > 0, line);
            units.put(figure.group(1), figure.group(3));
        }
        return units;
    }

    @Test
    void pipelineWithoutTheWholeSystem() {
        var units = units(
                "pipeline", "--series", "40", "--ticks", "500", "--late", "5", "--rounds", "1", "--job-only", "--json");
        assertEquals(
                List.of("poll=records/s", "floor=records/s", "job=readings/s"),
                units.entrySet().stream().map(Object::toString).toList());
    }

    @Test
    void state() {
        assertEquals(
                Map.of(
                        "state_few_4", "bytes/series",
                        "corrections_few_4", "readings/s",
                        "state_year_4", "bytes/series",
                        "corrections_year_4", "readings/s"),
                units("state", "--series", "4", "--json"));
    }

    @Test
    void sink() {
        assertEquals(
                Map.of("sink", "rows/s", "jdbc_sink", "rows/s"),
                units("sink", "--rows", "30000", "--rounds", "1", "--json"));
    }
}
