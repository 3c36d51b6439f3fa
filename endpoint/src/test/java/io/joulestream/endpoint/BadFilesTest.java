package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be imported says in which row, and why; what is around it is not touched. */
class BadFilesTest {
    private static Imports imports;

    static List<BadFiles.Bad> all() throws Exception {
        return BadFiles.all();
    }

    @BeforeAll
    static void start() throws Exception {
        imports = new Imports();
    }

    @AfterAll
    static void stop() {
        imports.close();
    }

    @Test
    void thereAreMany() throws Exception {
        assertTrue(all().size() >= 120, "only " + all().size());
    }

    /** Nothing of a file with a bad row goes into the log. */
    @ParameterizedTest
    @MethodSource("all")
    void saysWhereAndWhy(BadFiles.Bad bad) throws Exception {
        int before = imports.server.log.records.size();
        Map<String, Object> batch = imports.send(bad.query(), bad.file());
        assertEquals("refused", batch.get("phase"), batch.toString());
        List<String> reasons = Imports.reasons(batch);
        if (bad.row() == 0) {
            assertEquals(1, reasons.size());
            assertTrue(reasons.get(0).matches("[1-9]\\d* " + bad.reason()), reasons.toString());
        } else {
            assertEquals(List.of(bad.row() + " " + bad.reason()), reasons, batch.toString());
        }
        assertEquals(before, imports.server.log.records.size());
    }
}
