package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the store is new enough, and the settings of inserts that the job does not bring along itself. */
final class StoreVersion implements Check {

    private static final int LEAST_YEAR = 24;
    private static final int LEAST_RELEASE = 8;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private final Store store;

    StoreVersion(Store store) {
        this.store = store;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var row = store.ask("about").get(0);
        return judge(row.getString("version"), row.getLong("async_insert") == 1, row.getLong("waits") == 1);
    }

    static List<Finding> judge(String version, boolean async, boolean waits) {
        var findings = new ArrayList<Finding>();
        var matcher = VERSION.matcher(version);
        var year = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        var release = year == 0 ? 0 : Integer.parseInt(matcher.group(2));
        findings.add(
                year > LEAST_YEAR || (year == LEAST_YEAR && release >= LEAST_RELEASE)
                        ? Finding.ok("clickhouse", "version " + version)
                        : Finding.problem(
                                "clickhouse",
                                "version " + version,
                                "Joulestream needs " + LEAST_YEAR + "." + LEAST_RELEASE
                                        + " or newer; views and inserts may" + " fail or differ",
                                "upgrade the server"));
        if (async && !waits) {
            findings.add(Finding.warning(
                    "clickhouse",
                    "async_insert=1 with wait_for_async_insert=0 for this account",
                    "inserts of others are acknowledged before they are stored (the job itself sets async_insert=0)",
                    "ALTER USER … SETTINGS wait_for_async_insert = 1"));
        }
        return findings;
    }
}
