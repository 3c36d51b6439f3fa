package io.joulestream.local.finding;

import java.util.Locale;

/** What a check asks. */
public enum Component {
    KAFKA,
    FLINK,
    CLICKHOUSE,
    ENDPOINT;

    /** As it is printed. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
