package io.joulestream.core.calendar;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The windows of one time zone (SEMANTICS 5); those of one period tile time, in every zone.
 *
 * <p>Between two transitions the wall clock is the instant plus a fixed offset, a <em>stretch</em>. A day starts at the
 * first instant at which the wall clock reads its midnight or later. So where a clock is set back across midnight, the
 * second pass of the old date belongs to the new day, and a date that is skipped has no length.
 *
 * <p>Immutable, thread-safe. A call is a binary search over the zone's stretches (some hundreds), then arithmetic; it
 * allocates nothing but, for windows of months, a date. The numbered months of 1970 to 2149 are in a table. Instants must be
 * before {@link #LIMIT_MILLIS}.
 */
public final class SiteCalendar {
    /** The end of 2199: the table of stretches goes no further than a year behind it. */
    public static final long LIMIT_MILLIS =
            LocalDate.of(2200, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    private static final Instant TABLE_END =
            LocalDate.of(2202, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);

    private static final long MINUTE = 60_000;
    private static final long QUARTER_HOUR = 15 * MINUTE;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static final Map<ZoneId, SiteCalendar> CALENDARS = new ConcurrentHashMap<>();

    private final ZoneId zone;
    /** Where each stretch starts; the first one at the beginning of time. */
    private final long[] starts;
    /** Wall clock minus instant in each stretch. */
    private final long[] offsets;
    /** The latest wall clock that any stretch before this one has shown. */
    private final long[] shownBefore;

    private final long fingerprint;
    private final MonthStarts months;

    private SiteCalendar(ZoneId zone, ZoneRules rules) {
        this.zone = zone;
        var transitions = Stream.iterate(
                        rules.nextTransition(Instant.MIN),
                        next -> next != null && next.getInstant().isBefore(TABLE_END),
                        next -> rules.nextTransition(next.getInstant()))
                .toList();
        int stretches = transitions.size() + 1;
        starts = new long[stretches];
        offsets = new long[stretches];
        starts[0] = Long.MIN_VALUE;
        offsets[0] = millis(
                transitions.isEmpty()
                        ? rules.getOffset(Instant.EPOCH)
                        : transitions.get(0).getOffsetBefore());
        for (int i = 1; i < stretches; i++) {
            ZoneOffsetTransition transition = transitions.get(i - 1);
            starts[i] = transition.getInstant().toEpochMilli();
            offsets[i] = millis(transition.getOffsetAfter());
        }
        shownBefore = shownBefore(starts, offsets);
        fingerprint = 31L * hash(starts) + hash(offsets);
        months = new MonthStarts(this::firstOfMonth);
    }

    private SiteCalendar(ZoneId zone, long[] starts, long[] offsets) {
        this.zone = zone;
        this.starts = starts;
        this.offsets = offsets;
        this.shownBefore = shownBefore(starts, offsets);
        this.fingerprint = 31L * hash(starts) + hash(offsets);
        this.months = new MonthStarts(this::firstOfMonth);
    }

    private static long[] shownBefore(long[] starts, long[] offsets) {
        long[] shown = new long[starts.length];
        shown[0] = Long.MIN_VALUE;
        for (int i = 1; i < shown.length; i++) {
            shown[i] = Math.max(shown[i - 1], starts[i] - 1 + offsets[i - 1]);
        }
        return shown;
    }

    private static long millis(ZoneOffset offset) {
        return offset.getTotalSeconds() * 1000L;
    }

    /** The zone's windows by the rules of this Java's tzdata. */
    public static SiteCalendar of(ZoneId zone) {
        return CALENDARS.computeIfAbsent(zone, key -> of(key, key.getRules()));
    }

    /** The zone's windows by other rules than those of this Java's tzdata. */
    public static SiteCalendar of(ZoneId zone, ZoneRules rules) {
        return new SiteCalendar(zone, rules);
    }

    /** Equal for equal windows of all times: tells one version of the zone's rules from another. */
    public long fingerprint() {
        return fingerprint;
    }

    /** FNV-1a, 64 bits, over the numbers. */
    private static long hash(long[] numbers) {
        long hash = 0xcbf29ce484222325L;
        for (long number : numbers) {
            hash = (hash ^ number) * 0x100000001b3L;
        }
        return hash;
    }

    /** Writes the zone with its rules, some kilobytes. */
    public void write(ByteSink out) {
        out.writeText(zone.getId());
        out.writeUnsigned(starts.length);
        for (int i = 0; i < starts.length; i++) {
            out.writeSigned(i < 2 ? starts[i] : starts[i] - starts[i - 1]);
            out.writeSigned(offsets[i]);
        }
    }

    public static SiteCalendar read(ByteSource in) {
        ZoneId zone = ZoneId.of(in.readText());
        int stretches = in.readInt();
        long[] starts = new long[stretches];
        long[] offsets = new long[stretches];
        for (int i = 0; i < stretches; i++) {
            starts[i] = in.readSigned() + (i < 2 ? 0 : starts[i - 1]);
            offsets[i] = in.readSigned();
        }
        return new SiteCalendar(zone, starts, offsets);
    }

    public ZoneId zone() {
        return zone;
    }

    /** The start of the window that contains the instant. */
    public long start(Period period, long instantMillis) {
        return switch (period) {
            case MINUTE -> floor(instantMillis, MINUTE);
            case QUARTER_HOUR -> floor(instantMillis, QUARTER_HOUR);
            case HOUR -> hourStart(instantMillis);
            case DAY -> dayStart(instantMillis, 0);
            case MONTH -> monthStart(instantMillis, 0);
        };
    }

    /** The end of the window that contains the instant: the start of the next one. */
    public long end(Period period, long instantMillis) {
        return switch (period) {
            case MINUTE -> floor(instantMillis, MINUTE) + MINUTE;
            case QUARTER_HOUR -> floor(instantMillis, QUARTER_HOUR) + QUARTER_HOUR;
            case HOUR -> hourEnd(instantMillis);
            case DAY -> dayStart(instantMillis, 1);
            case MONTH -> monthStart(instantMillis, 1);
        };
    }

    /** The wall clock at the instant, as if it were UTC. */
    public long localMillis(long instantMillis) {
        return instantMillis + offsets[stretch(instantMillis)];
    }

    /** Where the offset between wall clock and instant changes next, or the end of time. */
    public long offsetEnd(long instantMillis) {
        int next = stretch(instantMillis) + 1;
        return next < starts.length ? starts[next] : Long.MAX_VALUE;
    }

    /** The number of the local month that contains the instant: twelve times the year, and 0 to 11 for its months. */
    public int epochMonth(long instantMillis) {
        if (months.holds(instantMillis)) {
            return months.of(instantMillis);
        }
        LocalDate date = LocalDate.ofEpochDay(midnight(stretch(instantMillis), instantMillis) / DAY);
        return 12 * date.getYear() + date.getMonthValue() - 1;
    }

    /** Where the local month of this number starts. */
    public long startOfMonth(int epochMonth) {
        return months.has(epochMonth) ? months.start(epochMonth) : firstOfMonth(epochMonth);
    }

    private long firstOfMonth(int epochMonth) {
        LocalDate first = LocalDate.of(Math.floorDiv(epochMonth, 12), Math.floorMod(epochMonth, 12) + 1, 1);
        long local = first.toEpochDay() * DAY;
        return firstAt(local, stretch(local));
    }

    private long hourStart(long instantMillis) {
        int stretch = stretch(instantMillis);
        long offset = offsets[stretch];
        return Math.max(starts[stretch], floor(instantMillis + offset, HOUR) - offset);
    }

    private long hourEnd(long instantMillis) {
        int stretch = stretch(instantMillis);
        long offset = offsets[stretch];
        long stretchEnd = stretch + 1 < starts.length ? starts[stretch + 1] : Long.MAX_VALUE;
        return Math.min(stretchEnd, floor(instantMillis + offset, HOUR) + HOUR - offset);
    }

    private long dayStart(long instantMillis, int daysLater) {
        int stretch = stretch(instantMillis);
        return firstAt(midnight(stretch, instantMillis) + daysLater * DAY, stretch);
    }

    private long monthStart(long instantMillis, int monthsLater) {
        int stretch = stretch(instantMillis);
        LocalDate date = LocalDate.ofEpochDay(midnight(stretch, instantMillis) / DAY);
        LocalDate first = date.withDayOfMonth(1).plusMonths(monthsLater);
        return firstAt(first.toEpochDay() * DAY, stretch);
    }

    /** The latest midnight, on the wall clock, that has come by the instant. */
    private long midnight(int stretch, long instantMillis) {
        return floor(Math.max(instantMillis + offsets[stretch], shownBefore[stretch]), DAY);
    }

    /** The first instant at which the wall clock reads this or later; searched for from a stretch near it. */
    private long firstAt(long local, int near) {
        int stretch = near;
        while (shownBefore[stretch] >= local) {
            stretch--;
        }
        while (stretch + 1 < starts.length && shownBefore[stretch + 1] < local) {
            stretch++;
        }
        return Math.max(starts[stretch], local - offsets[stretch]);
    }

    private int stretch(long instantMillis) {
        if (instantMillis >= LIMIT_MILLIS) {
            throw new IllegalArgumentException("instant " + instantMillis + " is not before 2200");
        }
        int from = 0;
        int to = starts.length;
        while (to - from > 1) {
            int middle = (from + to) >>> 1;
            if (starts[middle] <= instantMillis) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static long floor(long millis, long unit) {
        return millis - Math.floorMod(millis, unit);
    }
}
