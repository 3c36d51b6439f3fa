package io.joulestream.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoulestreamTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsHelpWithAnExampleForEveryCommand() {
        for (var command : Joulestream.commandLine().getSubcommands().keySet()) {
            assertEquals(0, run(command, "--help"), err.toString());
            assertTrue(out.toString().contains("Example:\n  ./joulestream " + command), out.toString());
        }
    }

    @Test
    void endsWith2OnWrongUsage() {
        assertEquals(2, run("up", "--bogus"));
        assertEquals(2, run("submit"));
        assertEquals(2, run("nonsense"));
    }

    @Test
    void endsWith1AndOneLineOnASettingThatIsNone() {
        assertEquals(1, run("status", "--set", "kafka.prot=1"));

        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("joulestream: unknown setting kafka.prot;"), err.toString());
    }

    @Test
    void saysWhichFolderHasNoConfiguration(@TempDir Path folder) {
        var missing = folder.resolve("none.yaml");

        assertEquals(1, run("status", "--config", missing.toString()));
        assertEquals("joulestream: cannot read the configuration " + missing + "\n", err.toString());
    }

    @Test
    void refusesAJobThatIsNone() {
        assertEquals(1, run("submit", "weather"));
        assertEquals("joulestream: there is no job weather; there are [activities, readings]\n", err.toString());
    }

    private int run(String... arguments) {
        return Joulestream.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
