package io.joulestream.udfs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code WALL_CLOCK(ts, zone)}: what the clock at a site shows at the instant, whatever the session's time zone; the
 * {@code local_start} of table {@code rollup}.
 *
 * <pre>{@code
 * CREATE FUNCTION WALL_CLOCK AS 'io.joulestream.udfs.WallClockUdf' USING JAR '/opt/joulestream-udfs-shaded.jar';
 * SELECT CAST(WALL_CLOCK(ts, zone) AS DATE) AS local_date, HOUR(WALL_CLOCK(ts, zone)) AS local_hour FROM readings;
 * }</pre>
 *
 * <p>Null where an argument is null; a zone that does not exist, or an instant after 2199, fails the query. Takes
 * TIMESTAMP_LTZ(3), gives TIMESTAMP(3).
 */
public final class WallClockUdf extends ScalarFunction {
    private static final long serialVersionUID = 1;

    public @DataTypeHint("TIMESTAMP(3)") @Nullable LocalDateTime eval(
            @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant ts, @Nullable String zone) {
        if (ts == null || zone == null) {
            return null;
        }
        Instant local = Instant.ofEpochMilli(SiteZone.calendar(zone).localMillis(ts.toEpochMilli()));
        return LocalDateTime.ofInstant(local, ZoneOffset.UTC);
    }
}
