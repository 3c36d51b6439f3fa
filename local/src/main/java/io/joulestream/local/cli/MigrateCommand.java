package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.process.StackException;
import io.joulestream.local.stack.Addresses;
import io.joulestream.local.stack.StoreSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Applies the numbered DDL to a ClickHouse. */
@Command(
        name = "migrate",
        description = {
            "Applies the DDL in sql/clickhouse that a ClickHouse lacks.",
            "The password comes from --password-file or JOULESTREAM_CLICKHOUSE_PASSWORD;"
                    + " for the one that `up` runs it is found in the data folder."
        },
        footer = {"", "Example:", "  ./joulestream migrate --url http://clickhouse:8123 --dry-run"})
final class MigrateCommand implements Callable<Integer> {

    @Mixin
    Settings settings = new Settings();

    @Option(names = "--dry-run", description = "Only say what would be applied.")
    boolean dryRun;

    @Option(names = "--url", paramLabel = "URL", description = "The ClickHouse (default: that of up).")
    @Nullable
    String url;

    @Option(names = "--user", paramLabel = "NAME", description = "Default: default.")
    String user = "default";

    @Option(names = "--database", paramLabel = "NAME", description = "Default: default.")
    String database = "default";

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file that holds the password.")
    @Nullable
    Path passwordFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var config = settings.config(Home.find(), Map.of());
        var target = url == null ? Addresses.of(config).clickHouseUrl() : url;
        var files = StoreSchema.migrate(target, user, password(config.data()), database, dryRun);
        var out = spec.commandLine().getOut();
        files.forEach(file -> out.println((dryRun ? "would apply " : "applied ") + file));
        out.println(files.isEmpty() ? target + " lacks nothing" : files.size() + " files");
        return 0;
    }

    private String password(Path data) throws IOException {
        var given = System.getenv("JOULESTREAM_CLICKHOUSE_PASSWORD");
        if (passwordFile == null && given != null) {
            return given;
        }
        var file = passwordFile == null ? data.resolve("secrets/clickhouse-password") : passwordFile;
        if (!Files.isReadable(file)) {
            throw new StackException("no password: give --password-file or JOULESTREAM_CLICKHOUSE_PASSWORD");
        }
        return Files.readString(file).strip();
    }
}
