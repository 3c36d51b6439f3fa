package io.joulestream.udfs;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;

/** The text arguments of the calendar functions, in core's terms; what is none of them ends the query. */
final class SiteZone {
    // The zones that a series may have: offsets such as +02:00 have no calendar of their own.
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private SiteZone() {}

    static SiteCalendar calendar(String zone) {
        if (!ZONES.contains(zone)) {
            throw new ValidationException("zone '" + zone + "' is no IANA time zone such as Europe/Madrid");
        }
        return SiteCalendar.of(ZoneId.of(zone));
    }

    static Period period(String iso) {
        for (Period period : Period.values()) {
            if (period.iso().equals(iso)) {
                return period;
            }
        }
        throw new ValidationException("period '" + iso + "' is not one of "
                + Arrays.stream(Period.values()).map(Period::iso).collect(Collectors.joining(", ")));
    }
}
