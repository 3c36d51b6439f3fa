package io.joulestream.jobs.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Where the store is and how rows are sent to it.
 *
 * @param url of the HTTP interface, {@code http://localhost:8123}
 * @param compress LZ4 on the way: for a store behind a network, not on this machine
 * @param timeout of one insert; after it the insert is repeated
 */
public record ClickHouseConfig(
        String url, String database, String user, String password, boolean compress, Duration timeout, Batch batch)
        implements Serializable {

    /** An insert is sent as soon as one of these is reached; one more batch fills meanwhile. */
    public record Batch(int rows, int bytes, Duration delay) implements Serializable {
        public static final Batch DEFAULT = new Batch(100_000, 16 << 20, Duration.ofMillis(500));

        public Batch {
            if (rows < 1 || bytes < 1 || delay.toMillis() < 1) {
                throw new IllegalArgumentException("rows, bytes and delay of a batch must be positive");
            }
        }
    }

    public ClickHouseConfig {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("clickhouse url must start with http:// or https://: " + url);
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("clickhouse timeout must be positive: " + timeout);
        }
    }

    /** The defaults: database and user {@code default}, no password, no compression, a minute, {@link Batch#DEFAULT}. */
    public static ClickHouseConfig at(String url) {
        return new ClickHouseConfig(url, "default", "default", "", false, Duration.ofMinutes(1), Batch.DEFAULT);
    }

    /** A client that tries each request once: repeats are decided on by its user. */
    Client.Builder client() {
        return new Client.Builder()
                .addEndpoint(url)
                .setDefaultDatabase(database)
                .setUsername(user)
                .setPassword(password)
                .setConnectTimeout(Math.min(timeout.toMillis(), 10_000), ChronoUnit.MILLIS)
                .setSocketTimeout(timeout.toMillis(), ChronoUnit.MILLIS)
                .setExecutionTimeout(timeout.toMillis(), ChronoUnit.MILLIS)
                .setMaxRetries(0)
                .retryOnFailures(ClientFaultCause.None)
                .setClientName("joulestream");
    }

    public ClickHouseConfig withUser(String newUser, String newPassword) {
        return new ClickHouseConfig(url, database, newUser, newPassword, compress, timeout, batch);
    }

    public ClickHouseConfig withDatabase(String newDatabase) {
        return new ClickHouseConfig(url, newDatabase, user, password, compress, timeout, batch);
    }

    public ClickHouseConfig withTimeout(Duration newTimeout) {
        return new ClickHouseConfig(url, database, user, password, compress, newTimeout, batch);
    }

    public ClickHouseConfig withBatch(Batch newBatch) {
        return new ClickHouseConfig(url, database, user, password, compress, timeout, newBatch);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ClickHouseConfig[" + url + ", database=" + database + ", user=" + user + ", password=" + "***"
                + ", compress=" + compress + ", timeout=" + timeout + ", " + batch + "]";
    }
}
