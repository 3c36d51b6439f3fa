package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** What could not be used, by reason, and what to do about each reason: dead-letter-remedies.properties. */
final class DeadLetterReasons implements Check {

    private static final long RECENT_SECONDS = 3600;

    private final Store store;
    private final String endpoint;

    DeadLetterReasons(Store store, String endpoint) {
        this.store = store;
        this.endpoint = endpoint;
    }

    /** @param place of the latest one: topic/partition/offset; {@code series} as tenant/series, as far as it is known */
    record Letters(
            String reason, long count, long firstMillis, long lastMillis, String place, String detail, String series) {}

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var remedies = remedies();
        var findings = new ArrayList<Finding>();
        for (var row : store.ask("dead_letters")) {
            var letters = new Letters(
                    row.getString("code"),
                    row.getLong("letters"),
                    row.getLong("first_ms"),
                    row.getLong("last_ms"),
                    row.getString("place"),
                    row.getString("example"),
                    row.getString("of_series"));
            findings.add(judge(letters, remedies, endpoint, System.currentTimeMillis()));
        }
        return findings.isEmpty() ? List.of(Finding.ok("dead letters", "none")) : findings;
    }

    static Finding judge(Letters letters, Properties remedies, String endpoint, long nowMillis) {
        var since = Math.max(0, (nowMillis - letters.firstMillis()) / 1000);
        var last = Math.max(0, (nowMillis - letters.lastMillis()) / 1000);
        return Finding.warning(
                        "dead letters",
                        letters.count() + " x " + letters.reason() + ", the first " + Amounts.seconds(since)
                                + " ago, the last " + Amounts.seconds(last) + " ago"
                                + (last < RECENT_SECONDS ? " (still coming)" : "")
                                + "; such as " + letters.place() + " of " + letters.series() + ": " + letters.detail(),
                        remedies.getProperty(
                                letters.reason() + ".means", "a record that cannot be used is in no window"),
                        remedies.getProperty(letters.reason() + ".do", "mend the cause, then replay") + "; " + endpoint
                                + "/v1/dead-letters?reason=" + letters.reason() + " has them all")
                .with("reason", letters.reason())
                .with("count", letters.count())
                .with("first_ms", letters.firstMillis())
                .with("last_ms", letters.lastMillis());
    }

    static Properties remedies() throws IOException {
        var remedies = new Properties();
        try (InputStream in = DeadLetterReasons.class.getResourceAsStream("/dead-letter-remedies.properties")) {
            if (in == null) {
                throw new IllegalStateException("no dead-letter-remedies.properties");
            }
            remedies.load(in);
        }
        return remedies;
    }
}
