package io.joulestream.udfs;

import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code WINDOW_END(ts, period, zone)}: the first instant after the calendar window of a site's zone that contains the instant; the
 * same window as in table {@code rollup}.
 *
 * <pre>{@code
 * CREATE FUNCTION WINDOW_END AS 'io.joulestream.udfs.WindowEndUdf' USING JAR '/opt/joulestream-udfs-shaded.jar';
 * SELECT ts, WINDOW_END(ts, 'P1M', 'Europe/Madrid') AS month_end FROM readings;
 * }</pre>
 *
 * <p>{@code period} is PT1M, PT15M, PT1H, P1D or P1M. Null where an argument is null; a period or zone that does not
 * exist, or an instant after 2199, fails the query. Takes and gives TIMESTAMP_LTZ(3).
 */
public final class WindowEndUdf extends ScalarFunction {
    private static final long serialVersionUID = 1;

    public @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant eval(
            @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant ts, @Nullable String period, @Nullable String zone) {
        if (ts == null || period == null || zone == null) {
            return null;
        }
        return Instant.ofEpochMilli(SiteZone.calendar(zone).end(SiteZone.period(period), ts.toEpochMilli()));
    }
}
