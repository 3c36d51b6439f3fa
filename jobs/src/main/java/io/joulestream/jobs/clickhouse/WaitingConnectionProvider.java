package io.joulestream.jobs.clickhouse;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections of a {@link ClickHouseJdbcSink}: where the store is away, waits until it is back or interrupted. */
final class WaitingConnectionProvider implements JdbcConnectionProvider, Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingConnectionProvider.class);
    private static final int PING_SECONDS = 5;

    private final ClickHouseConfig config;
    private transient @Nullable Connection connection;
    private transient boolean interrupted;

    WaitingConnectionProvider(ClickHouseConfig config) {
        this.config = config;
    }

    @Override
    public @Nullable Connection getConnection() {
        return connection;
    }

    @Override
    public boolean isConnectionValid() throws SQLException {
        Connection current = connection;
        return current != null && !current.isClosed() && current.isValid(PING_SECONDS);
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException {
        Connection current = connection;
        return current != null && isConnectionValid() ? current : reestablishConnection();
    }

    @Override
    public Connection reestablishConnection() throws SQLException {
        closeConnection();
        for (int failures = 0; ; failures++) {
            try {
                Connection opened = open();
                if (opened.isValid(PING_SECONDS)) {
                    if (failures > 0) {
                        LOG.info("ClickHouse at {} answers again, after {} tries", config.url(), failures + 1);
                    }
                    connection = opened;
                    return opened;
                }
                opened.close();
                pause(failures + 1, "no answer");
            } catch (SQLException e) {
                pause(failures + 1, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void closeConnection() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                LOG.debug("closing a connection to {}", config.url(), e);
            }
        }
    }

    @Override
    public void close() {
        closeConnection();
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        properties.setProperty("database", config.database());
        properties.setProperty("socket_timeout", Long.toString(config.timeout().toMillis()));
        properties.setProperty("compress", Boolean.toString(config.compress()));
        // Acknowledged must mean stored: servers from 26.3 answer before by default.
        properties.setProperty("clickhouse_setting_async_insert", "0");
        Driver driver = new com.clickhouse.jdbc.Driver();
        return driver.connect("jdbc:clickhouse:" + config.url(), properties);
    }

    private void pause(int failures, String why) throws SQLException {
        if (failures == 1) {
            LOG.warn("ClickHouse at {} does not answer; waiting until it does. {}", config.url(), why);
        }
        if (interrupted) {
            throw new SQLException("closed while waiting for ClickHouse at " + config.url() + ": " + why);
        }
        try {
            Backoff.DEFAULT.pause(failures);
        } catch (InterruptedException e) {
            interrupted = true;
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for ClickHouse at " + config.url(), e);
        }
    }
}
