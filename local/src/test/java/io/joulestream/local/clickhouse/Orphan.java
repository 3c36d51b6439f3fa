package io.joulestream.local.clickhouse;

import java.nio.file.Path;

/** A parent that starts an engine and dies without a word to it. */
final class Orphan {
    private Orphan() {}

    public static void main(String[] args) throws Exception {
        ClickHouseProcess child = ClickHouseProcess.start(Path.of(args[0]));
        System.out.println(child.pid());
        System.out.flush();
        Runtime.getRuntime().halt(9);
    }
}
