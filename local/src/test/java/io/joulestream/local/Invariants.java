package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code sql/analyst/invariants.sql}: holds on every database to which nothing is being written. */
public final class Invariants {
    private Invariants() {}

    /** Fails with the rows that contradict each other. */
    static void assertHold(StoreClient store) {
        assertEquals(List.of(), store.rows(sql()));
    }

    public static String sql() {
        try (InputStream in = Invariants.class.getResourceAsStream("/sql/analyst/invariants.sql")) {
            if (in == null) {
                throw new IllegalStateException("no invariants");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
