package io.joulestream.core.calendar;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The calendars in use, and those of earlier tzdata that state still follows: a new tzdata changes windows like a changed
 * definition (SEMANTICS 5), and to retract the old ones their rules must be known. Not thread-safe.
 */
public final class CalendarVersions {
    private record Version(ZoneId zone, long fingerprint) {}

    private final Function<ZoneId, SiteCalendar> current;
    private final Map<Version, SiteCalendar> known = new HashMap<>();

    /** The calendars of this Java's tzdata. */
    public CalendarVersions() {
        this(SiteCalendar::of);
    }

    /** @param current gives the calendars in force */
    public CalendarVersions(Function<ZoneId, SiteCalendar> current) {
        this.current = current;
    }

    /** The calendar in force, remembered for {@link #write}. */
    public SiteCalendar current(ZoneId zone) {
        SiteCalendar calendar = current.apply(zone);
        known.putIfAbsent(new Version(zone, calendar.fingerprint()), calendar);
        return calendar;
    }

    /** The calendar of this fingerprint: the one in force, or one that {@link #read} brought. */
    public SiteCalendar version(ZoneId zone, long fingerprint) {
        SiteCalendar calendar = current(zone);
        if (calendar.fingerprint() != fingerprint) {
            calendar = known.get(new Version(zone, fingerprint));
            if (calendar == null) {
                throw new IllegalStateException("state follows rules of " + zone + " that were not kept with it");
            }
        }
        return calendar;
    }

    /** Whether a calendar was read that is no longer in force. */
    public boolean hasOutdated() {
        return List.copyOf(known.values()).stream()
                .anyMatch(calendar -> current(calendar.zone()).fingerprint() != calendar.fingerprint());
    }

    /** Every calendar that was ever in use, each as bytes of its own. */
    public List<byte[]> write() {
        List<byte[]> all = new ArrayList<>();
        for (SiteCalendar calendar : known.values()) {
            ByteSink out = new ByteSink(2048);
            calendar.write(out);
            all.add(out.toByteArray());
        }
        return all;
    }

    /** Takes in one calendar of {@link #write}. */
    public void read(byte[] bytes) {
        SiteCalendar calendar = SiteCalendar.read(new ByteSource(bytes));
        known.putIfAbsent(new Version(calendar.zone(), calendar.fingerprint()), calendar);
    }
}
