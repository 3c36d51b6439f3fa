package io.joulestream.local.clickhouse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that uses the engine and then meets null, which a JVM notices by a SIGSEGV in compiled code. */
final class NullPointers {
    private NullPointers() {}

    public static void main(String[] args) throws Exception {
        Chdb chdb = Chdb.load(ClickHouseLibrary.pinned().fetch());
        EngineFolder folder = new EngineFolder(Path.of(args[0]));
        folder.tryHold();
        ChdbConnection connection = ChdbConnection.open(chdb, folder.configure(1 << 30));
        connection.run("SELECT 1");
        int caught = 0;
        for (int i = 0; i < 1_000_000; i++) {
            try {
                lengthOf(i % 100_000 == 99_999 ? null : args[0]);
            } catch (NullPointerException e) {
                caught++;
            }
        }
        connection
                .query("SELECT 1".getBytes(java.nio.charset.StandardCharsets.UTF_8), "TSV", Map.of())
                .close();
        connection.close();
        System.out.println(List.of(caught));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("NullAway") // the point of it
    private static int lengthOf(@Nullable String text) {
        return text.length();
    }
}
