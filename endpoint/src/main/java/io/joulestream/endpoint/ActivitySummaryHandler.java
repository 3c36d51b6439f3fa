package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.core.histogram.ValueBuckets;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.Activities;
import io.joulestream.endpoint.store.ActivitySummaryRow;
import io.joulestream.endpoint.store.ActivitySummaryRow.Bucket;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** {@code GET /v1/activities/summary}: what activities come to, by type and local day, ISO week or month. */
final class ActivitySummaryHandler {
    private static final int MAX_ROWS = 10_000;
    /** As far as the store's dates go. */
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

    private static final LocalDate LAST = LocalDate.of(2149, 1, 1);
    private static final List<String> PERIODS =
            Arrays.stream(SummaryPeriod.values()).map(SummaryPeriod::iso).toList();

    private final Activities activities;
    private final Reads reads;

    ActivitySummaryHandler(Activities activities, Reads reads) {
        this.activities = activities;
        this.reads = reads;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of(Parameters.AFTER, "period", "from", "to", "type"));
        var period = Objects.requireNonNull(SummaryPeriod.find(parameters.oneOf("period", PERIODS)));
        LocalDate from = day(parameters, "from", FIRST);
        LocalDate to = day(parameters, "to", LAST);
        if (!from.isBefore(to)) {
            throw Problem.parameter("to", to.toString(), "later than from");
        }
        String type = parameters.text("type");
        Answer answer = reads.begin(ctx, parameters);
        var query = new Activities.SummaryQuery(
                Access.tenant(ctx), period, type == null ? "" : type, (int) from.toEpochDay(), (int) to.toEpochDay());
        List<ActivitySummaryRow> rows = activities.summary(query, MAX_ROWS + 1);
        if (rows.size() > MAX_ROWS) {
            throw new Problem(422, "range_too_large", "more than " + MAX_ROWS + " rows: ask for a shorter range")
                    .with("field", "from")
                    .with("allowed", MAX_ROWS);
        }
        answer.send(out -> {
            out.text("period", period.iso());
            out.objects("summary", rows, ActivitySummaryHandler::write);
        });
    }

    /** A local date, as the sums know no zone. */
    private static LocalDate day(Parameters parameters, String name, LocalDate otherwise) {
        String text = parameters.text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
                return day;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw Problem.parameter(name, text, "a local date from " + FIRST + " to " + LAST);
    }

    private static void write(JsonOut out, ActivitySummaryRow row) throws IOException {
        out.text("start", LocalDate.ofEpochDay(row.startDay()).toString());
        out.text("type", row.type());
        out.number("count", row.count());
        out.decimal("distance_m", row.distance());
        out.decimal("moving_s", row.moving());
        out.decimal("elevation_m", row.elevation());
        out.decimal("speed", row.speed());
        out.decimal("heart_rate", row.heartRate());
        out.object("distances", inner -> write(inner, row.distances()));
        out.object("paces", inner -> write(inner, row.paces()));
        out.number("revision", row.revision());
    }

    /** The buckets' bounds in m, or in s/km. */
    private static void write(JsonOut out, List<Bucket> buckets) throws IOException {
        out.decimals("lower", buckets, bucket -> BigDecimal.valueOf(ValueBuckets.least(bucket.bound()), 6));
        out.decimals("upper", buckets, bucket -> BigDecimal.valueOf(ValueBuckets.greatest(bucket.bound()), 6));
        out.longs("count", buckets, Bucket::count);
    }
}
