package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Series that should send and do not: silent for more than three of their expected intervals, at least 5 minutes, as the
 * readings job has found.
 */
final class StaleSeries implements Check {

    private static final int NAMED = 5;

    private final Store store;

    StaleSeries(Store store) {
        this.store = store;
    }

    /** @param lastMillis of its last reading; 0: none */
    record Stale(String series, long intervalMillis, long lastMillis) {

        String text(long nowMillis) {
            return series + " (every " + Amounts.seconds(intervalMillis / 1000) + ", "
                    + (lastMillis == 0
                            ? "never read"
                            : "the last " + Amounts.seconds((nowMillis - lastMillis) / 1000) + " ago")
                    + ")";
        }
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var counts = store.ask("series_counts").get(0);
        var stale = new ArrayList<Stale>();
        var all = 0L;
        for (var row : store.ask("stale_series")) {
            all = row.getLong("all_stale");
            stale.add(new Stale(
                    row.getString("of_tenant") + "/" + row.getString("of_series"),
                    row.getLong("interval_ms"),
                    row.getLong("read_ms")));
        }
        return List.of(judge(counts.getLong("known"), counts.getLong("watched"), all, stale, System.currentTimeMillis())
                .with("recomputing", counts.getLong("recomputed")));
    }

    /** @param named some of all that are stale, those that fell silent last first */
    static Finding judge(long known, long watched, long all, List<Stale> named, long nowMillis) {
        var of = known + " series, " + watched + " of them with an expectedInterval";
        var finding = all == 0
                ? Finding.ok("series", of + (watched == 0 ? "" : ": none is silent for too long"))
                : Finding.warning(
                        "series",
                        of + ": " + all + " are silent for more than 3 intervals: "
                                + named.stream()
                                        .limit(NAMED)
                                        .map(each -> each.text(nowMillis))
                                        .collect(Collectors.joining(", "))
                                + (all > NAMED ? ", …" : ""),
                        "their windows end where their readings do",
                        "see whether device and sender run; where a series is over, leave its expectedInterval out");
        return finding.with("series", known).with("watched", watched).with("stale", all);
    }
}
