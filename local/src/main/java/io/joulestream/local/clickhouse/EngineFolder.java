package io.joulestream.local.clickhouse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of one engine, held by at most one process, with the configuration the engine reads from it.
 *
 * <p>The configuration is written anew at every start: the grants that shut files and addresses are code, not data.
 */
record EngineFolder(Path folder) {

    private static final String USERS = """
            <clickhouse>
              <profiles><default/></profiles>
              <quotas><default/></quotas>
              <users><default>
                <password></password>
                <networks><ip>::/0</ip></networks>
                <profile>default</profile>
                <quota>default</quota>
                <grants>
                  <query>GRANT SHOW, SELECT, INSERT, ALTER, CREATE, DROP, UNDROP TABLE, TRUNCATE, OPTIMIZE, CHECK,
                    KILL QUERY, dictGet, SYSTEM MERGES, SYSTEM TTL MERGES, SYSTEM VIEWS, SYSTEM DROP CACHE,
                    SYSTEM FLUSH ON *.*</query>
                  <query>GRANT %s</query>
                </grants>
              </default></users>
            </clickhouse>
            """;

    private static final String CONFIG = """
            <clickhouse>
              <timezone>UTC</timezone>
              <users_config>%s</users_config>
              <max_server_memory_usage>%d</max_server_memory_usage>
              <mark_cache_size>134217728</mark_cache_size>
              <access_control_improvements>
                <table_engines_require_grant>true</table_engines_require_grant>
              </access_control_improvements>
            </clickhouse>
            """;

    /** Engines that keep their rows in this folder or nowhere. */
    private static final List<String> ENGINES = List.of(
            "MergeTree",
            "ReplacingMergeTree",
            "SummingMergeTree",
            "AggregatingMergeTree",
            "CollapsingMergeTree",
            "VersionedCollapsingMergeTree",
            "CoalescingMergeTree",
            "Memory",
            "Null",
            "Log",
            "TinyLog",
            "StripeLog",
            "View",
            "MaterializedView",
            "Dictionary",
            "Join",
            "Set",
            "Buffer",
            "Merge",
            "GenerateRandom");

    /** Null where another process holds the folder; otherwise held until this process ends. */
    @Nullable
    FileLock tryHold() throws IOException {
        Files.createDirectories(folder);
        // The channel stays open on purpose: closing it would free the lock.
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return lock;
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Writes the configuration; returns the arguments that every connection to this folder is opened with. */
    List<String> configure(long memoryBytes) throws IOException {
        Path users = folder.resolve("users.xml");
        Path config = folder.resolve("config.xml");
        Files.writeString(users, USERS.formatted("TABLE ENGINE ON " + String.join(", TABLE ENGINE ON ", ENGINES)));
        Files.writeString(config, CONFIG.formatted(users.toAbsolutePath(), memoryBytes));
        return List.of(
                "clickhouse",
                "--path=" + folder.resolve("store").toAbsolutePath(),
                "--config-file=" + config.toAbsolutePath());
    }
}
