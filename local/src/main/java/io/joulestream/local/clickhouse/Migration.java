package io.joulestream.local.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Brings a ClickHouse to the state of the numbered DDL files, each applied once and in order.
 *
 * <p>A file is recorded in {@code schema_migration} after its last statement; one that was interrupted runs again from
 * its first, which is why every statement must be repeatable ({@code IF NOT EXISTS}). A file that changed after it was
 * applied stops everything before anything is done. Two migrations at once do each other no harm.
 */
public final class Migration {
    private static final String LEDGER = """
            CREATE TABLE IF NOT EXISTS schema_migration
            (
                version    UInt32 COMMENT 'number of the file',
                name       String COMMENT 'name of the file without its number',
                checksum   String COMMENT 'SHA-256 of the file as applied',
                applied_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'when its last statement was done'
            )
            ENGINE = ReplacingMergeTree(applied_at)
            ORDER BY version
            COMMENT 'Which files of sql/clickhouse were applied'
            """;

    private static final long STATEMENT_SECONDS = 120;

    private final Client client;
    private final List<MigrationFile> files;

    private Migration(Client client, List<MigrationFile> files) {
        this.client = client;
        this.files = files;
    }

    /** The files of {@code sql/clickhouse} on the class path, for the client's default database. */
    public static Migration of(Client client) throws IOException {
        return new Migration(client, MigrationFile.list(Migration.class.getClassLoader(), "sql/clickhouse"));
    }

    static Migration of(Client client, List<MigrationFile> files) {
        return new Migration(client, files);
    }

    /** The files that {@link #apply} would apply, in order; changes nothing. */
    public List<String> pending() throws IOException {
        return pendingFiles().stream().map(MigrationFile::fileName).toList();
    }

    /** Applies what is pending; returns the files it applied. */
    public List<String> apply() throws IOException {
        List<String> applied = new ArrayList<>();
        for (MigrationFile file : pendingFiles()) {
            if (applied.isEmpty()) {
                run(LEDGER, Map.of(), file);
            }
            for (String statement : file.statements()) {
                run(statement, Map.of(), file);
            }
            run(
                    "INSERT INTO schema_migration (version, name, checksum)"
                            + " SELECT {version:UInt32}, {name:String}, {checksum:String}",
                    Map.of("version", file.version(), "name", file.name(), "checksum", file.checksum()),
                    file);
            applied.add(file.fileName());
        }
        return applied;
    }

    private List<MigrationFile> pendingFiles() throws IOException {
        Map<Long, String> checksums = appliedChecksums();
        List<MigrationFile> pending = new ArrayList<>();
        for (MigrationFile file : files) {
            String applied = checksums.get((long) file.version());
            if (applied == null) {
                pending.add(file);
            } else if (!applied.equals(file.checksum())) {
                throw new IOException(file.fileName() + " changed after it was applied (checksum " + file.checksum()
                        + ", applied " + applied + "): put it back as it was and make the change in a new file");
            }
        }
        return pending;
    }

    private Map<Long, String> appliedChecksums() throws IOException {
        Map<Long, String> checksums = new HashMap<>();
        try {
            if (client.queryAll("EXISTS TABLE schema_migration").get(0).getInteger(1) == 1) {
                for (GenericRecord row : client.queryAll("SELECT version, checksum FROM schema_migration FINAL")) {
                    checksums.put(row.getLong("version"), row.getString("checksum"));
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("cannot read schema_migration: " + e.getMessage(), e);
        }
        return checksums;
    }

    @SuppressWarnings("try") // the response's close may throw an InterruptedException: caught like the query's
    private void run(String sql, Map<String, Object> parameters, MigrationFile file) throws IOException {
        try (QueryResponse response = client.query(sql, parameters).get(STATEMENT_SECONDS, TimeUnit.SECONDS)) {
            response.getReadRows(); // the statement is done when its answer is there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + file.fileName(), e);
        } catch (Exception e) { // closing a response declares it
            throw new IOException("a statement of " + file.fileName() + " failed: " + e.getMessage(), e);
        }
    }
}
