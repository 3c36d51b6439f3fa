package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.SiteMonths;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.MonthRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** {@code GET /v1/series/{series}/monthly}: what a meter showed at the end of each month of a year, and what was used. */
final class MonthlyHandler {
    private static final int FIRST_YEAR = SiteMonths.FIRST / 12;
    private static final int LAST_YEAR = SiteMonths.LAST / 12;
    private static final Set<String> PARAMETERS = Set.of("year", "mode", "evidence", Parameters.AFTER);
    private static final List<String> MODES = List.of(MonthMode.EXACT.wireName(), MonthMode.COMPAT.wireName());

    private final Store store;
    private final Reads reads;
    private final Definitions definitions;

    MonthlyHandler(Store store, Reads reads, Definitions definitions) {
        this.store = store;
        this.reads = reads;
        this.definitions = definitions;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, PARAMETERS);
        SeriesKey key = Parameters.series(ctx, Access.tenant(ctx));
        int year = year(parameters.text("year") == null ? "" : String.valueOf(parameters.text("year")));
        String mode = parameters.oneOf("mode", MODES, MonthMode.EXACT.wireName());
        boolean withEvidence = parameters.flag("evidence");
        Answer answer = reads.begin(ctx, parameters, key);
        SeriesDefinition definition = definitions.require(key);
        // A line of mode compat may come from the other end of the history.
        boolean all = mode.equals(MonthMode.COMPAT.wireName());
        List<MonthRow> rows = store.months(key, mode, all ? FIRST_YEAR : year, all ? LAST_YEAR : year);
        var twelve = new MonthsOfYear(rows, definition.zone(), all);
        List<MonthRow> months = twelve.of(year);
        EvidencePart evidence =
                withEvidence ? EvidencePart.read(store, key, twelve.range(year)) : EvidencePart.NOT_ASKED;
        answer.send(out -> {
            out.text("series", key.series());
            out.text("unit", definition.unit().dimension().canonicalUnit());
            out.text("zone", definition.zone().getId());
            out.text("mode", mode);
            out.number("year", year);
            out.number(
                    "revision",
                    months.stream().mapToLong(MonthRow::revision).max().orElse(0));
            out.objects("months", months, MonthlyHandler::write);
            evidence.write(out);
        });
    }

    private static int year(String text) {
        if (text.matches("\\d{4}")) {
            int year = Integer.parseInt(text);
            if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                return year;
            }
        }
        throw Problem.parameter("year", text, "a year from " + FIRST_YEAR + " to " + LAST_YEAR);
    }

    private static void write(JsonOut out, MonthRow row) throws IOException {
        out.text("month", "%04d-%02d".formatted(row.month() / 12, row.month() % 12 + 1));
        out.number("end", row.endMillis());
        out.decimal("end_reading", row.endReading());
        out.text("method", row.method());
        side(out, "left", row, row.leftTsMillis(), row.left());
        side(out, "right", row, row.rightTsMillis(), row.right());
        out.decimal("consumption", row.consumption());
        out.text("quality", row.quality());
    }

    private static void side(JsonOut out, String name, MonthRow row, long tsMillis, BigDecimal value)
            throws IOException {
        if (row.endReading() == null) {
            out.nothing(name);
            return;
        }
        out.object(name, side -> {
            side.number("ts", tsMillis);
            side.decimal("value", value);
        });
    }
}
