package io.joulestream.jobs.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.joulestream.core.block.Archive;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.series.SeriesKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from table {@code archived_block} what has left the state. A store that is away is waited for, as the sinks do:
 * until then the task stands still, and its checkpoints fail. For one thread, which may be interrupted.
 */
public final class ArchivedBlocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchivedBlocks.class);
    private static final String QUERY = "/sql/job/archived_block.sql";
    /** A replica may be a little behind. */
    private static final int MOST_LOOKS = 6;

    private final ClickHouseConfig config;
    private final String sql;
    private final Client client;

    public ArchivedBlocks(ClickHouseConfig config) {
        this.config = config;
        this.sql = text();
        this.client = config.client().setMaxConnections(1).build();
    }

    /** @throws IllegalStateException where there is no such copy, saying what to do */
    public byte[] read(SeriesKey series, Archive.Kind kind, long key, long copy) {
        Map<String, Object> parameters = Map.of(
                "tenant", series.tenant(),
                "series", series.series(),
                "kind", kind.name().toLowerCase(Locale.ROOT),
                "key", key,
                "copy", copy);
        for (int look = 1; ; look++) {
            byte[] answer = ask(parameters);
            if (answer.length > 0) {
                return new ByteSource(answer).readBytes();
            }
            if (look == MOST_LOOKS) {
                throw new IllegalStateException("table archived_block of " + config.url() + " has no copy " + copy
                        + " of the " + parameters.get("kind") + " " + key + " of series " + series
                        + ": the table was changed, or the state is from a savepoint older than 35 days."
                        + " Start the job without a savepoint, from the beginning of the log");
            }
            pause(look);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private byte[] ask(Map<String, Object> parameters) {
        for (int failures = 0; ; failures++) {
            try {
                byte[] answer = askOnce(parameters);
                if (failures > 0) {
                    LOG.info("ClickHouse answers again, after {} tries", failures + 1);
                }
                return answer;
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (InsertFault fault) {
                if (fault.kind() != InsertFault.Kind.AWAY) {
                    throw new IllegalStateException("cannot read table archived_block: " + fault.message(), fault);
                }
                if (failures == 0) {
                    LOG.warn(
                            "cannot read table archived_block of {}; trying until it answers. {}",
                            config.url(),
                            fault.message());
                }
                pause(failures + 1);
            }
        }
    }

    @SuppressWarnings("try") // close() declares Exception; an interrupt is caught before the rest
    private byte[] askOnce(Map<String, Object> parameters) throws InsertFault, InterruptedException {
        QuerySettings settings =
                new QuerySettings().setFormat(ClickHouseFormat.RowBinary).serverSetting("max_threads", "1");
        try (QueryResponse response = client.query(sql, parameters, settings).get();
                InputStream in = response.getInputStream()) {
            return in.readAllBytes();
        } catch (InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            throw InsertFault.of(e.getCause() == null ? e : e.getCause());
        } catch (Exception e) { // close() declares it, and the client throws unchecked ones for everything
            throw InsertFault.of(e);
        }
    }

    private static void pause(int failures) {
        try {
            Backoff.DEFAULT.pause(failures);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while reading table archived_block", e);
    }

    private static String text() {
        try (InputStream in = ArchivedBlocks.class.getResourceAsStream(QUERY)) {
            if (in == null) {
                throw new IllegalStateException("no query " + QUERY);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
