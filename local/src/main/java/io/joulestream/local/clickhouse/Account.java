package io.joulestream.local.clickhouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One of the users of the embedded engine, which knows only one itself: the writer may do all that the engine's grants
 * allow, the reader only reads, within limits it may lower but not lift, and the importer only inserts into some tables.
 *
 * @param onlyInto the tables that it may insert into, and nothing else; empty: no such bound
 */
record Account(String user, String password, boolean mayWrite, Set<String> onlyInto) {

    Account(String user, String password, boolean mayWrite) {
        this(user, password, mayWrite, Set.of());
    }

    /** Upper bounds: a setting asked for is used where it is lower and not 0, which means unlimited. */
    private static final Map<String, Long> READER_LIMITS = Map.of(
            "max_execution_time",
            30L,
            "max_result_rows",
            2_000_000L,
            "max_result_bytes",
            128L << 20,
            "max_memory_usage",
            512L << 20);

    private static final Map<String, Long> WRITER_LIMITS =
            Map.of("max_execution_time", 600L, "max_result_bytes", 512L << 20);

    boolean matches(String user, String password) {
        return this.user.equals(user)
                && MessageDigest.isEqual(
                        this.password.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    /** The settings of a connection, in the order to set them: those asked for, within this account's limits. */
    Map<String, String> settings(Map<String, String> asked, Map<String, String> required) {
        Map<String, String> settings = new LinkedHashMap<>(asked);
        settings.keySet().removeIf(name -> name.contains("async_insert") || name.equals("readonly"));
        settings.put("async_insert", "0");
        settings.putAll(required);
        settings.put("result_overflow_mode", "throw");
        settings.put("timeout_overflow_mode", "throw");
        Map<String, Long> limits = mayWrite ? WRITER_LIMITS : READER_LIMITS;
        limits.forEach((name, limit) -> settings.merge(name, limit.toString(), (value, most) -> lower(value, limit)));
        if (!mayWrite) {
            settings.put("readonly", "1"); // last: from then on the engine refuses to change a setting
        }
        return settings;
    }

    private static String lower(String asked, long limit) {
        try {
            double value = Double.parseDouble(asked);
            return value > 0 && value < limit ? asked : Long.toString(limit);
        } catch (NumberFormatException e) {
            return Long.toString(limit);
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
