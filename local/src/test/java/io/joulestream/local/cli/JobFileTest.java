package io.joulestream.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void sendsTheSettingsAlongAsFlags() throws IOException {
        Path file = Files.writeString(
                folder.resolve("readings.properties"),
                "# the log\nkafka-bootstrap: broker:9092\nclickhouse-url=http://clickhouse:8123\n");
        assertEquals(
                List.of("--clickhouse-url", "http://clickhouse:8123", "--kafka-bootstrap", "broker:9092"),
                JobFile.flags(file));
    }

    @Test
    void refusesAPasswordAndSaysWhereItBelongs() throws IOException {
        Path file = Files.writeString(folder.resolve("readings.properties"), "clickhouse-password: secret\n");
        StackException refused = assertThrows(StackException.class, () -> JobFile.flags(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("clickhouse-password-file"));
        assertTrue(!String.valueOf(refused.getMessage()).contains("secret"));
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.properties");
        StackException refused = assertThrows(StackException.class, () -> JobFile.flags(missing));
        assertTrue(String.valueOf(refused.getMessage()).contains(missing.toString()));
    }
}
