package io.joulestream.udfs;

import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code WINDOW_START(ts, period, zone)}: the first instant of the calendar window of a site's zone that contains the instant; the
 * same window as in table {@code rollup}.
 *
 * <pre>{@code
 * CREATE FUNCTION WINDOW_START AS 'io.joulestream.udfs.WindowStartUdf' USING JAR '/opt/joulestream-udfs-shaded.jar';
 * SELECT series, WINDOW_START(ts, 'P1D', 'Europe/Madrid') AS day_start, COUNT(*) AS readings
 * FROM readings GROUP BY series, WINDOW_START(ts, 'P1D', 'Europe/Madrid');
 * }</pre>
 *
 * <p>{@code period} is PT1M, PT15M, PT1H, P1D or P1M. Null where an argument is null; a period or zone that does not
 * exist, or an instant after 2199, fails the query. Takes and gives TIMESTAMP_LTZ(3).
 */
public final class WindowStartUdf extends ScalarFunction {
    private static final long serialVersionUID = 1;

    public @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant eval(
            @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant ts, @Nullable String period, @Nullable String zone) {
        if (ts == null || period == null || zone == null) {
            return null;
        }
        return Instant.ofEpochMilli(SiteZone.calendar(zone).start(SiteZone.period(period), ts.toEpochMilli()));
    }
}
