package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.tabular.Fault;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The local times of one series, in the order of the rows, as instants. A time that exists twice is the first one until
 * the rows go back within the hour; where no row goes back, until a time is repeated. In a file with the latest row first
 * it is the other way round. To know whether rows go back, they are all {@linkplain #observe observed} first.
 */
final class LocalTimes {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int MOST_TRANSITIONS = 1000;

    private final ZoneId zone;
    /** The transitions within whose hour a row goes back. */
    private final Set<Long> goingBack = new HashSet<>();

    private Walk walk = new Walk();

    LocalTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** Where the rows are. */
    private static final class Walk {
        private long instant = NEVER;
        private long transition = NEVER;
        private long local;
        private boolean left;
        private boolean latestFirst;
        private boolean turned;
    }

    /** Why a local time is no instant. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;
        private final Fault fault;

        private Impossible(Fault fault, String message) {
            super(message, null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /** Takes note of a row's local time, before any is resolved. */
    void observe(long localMillis) {
        ZoneOffsetTransition overlap = overlap(localMillis);
        if (overlap == null) {
            passed(offset(localMillis), localMillis);
            return;
        }
        enter(overlap, localMillis);
        if (goesBack(localMillis) && goingBack.size() < MOST_TRANSITIONS) {
            goingBack.add(overlap.toEpochSecond());
        }
        walk.local = localMillis;
    }

    /** Starts with the first row again. */
    void restart() {
        walk = new Walk();
    }

    long resolve(long localMillis) throws Impossible {
        LocalDateTime local = time(localMillis);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new Impossible(
                    Fault.TIMESTAMP_IN_GAP,
                    "the local time " + local + " does not exist in " + zone + ": clocks were put forward over it");
        }
        if (offsets.size() == 1) {
            return passed(offsets.get(0), localMillis);
        }
        ZoneOffsetTransition overlap = zone.getRules().getTransition(local);
        boolean entered = enter(overlap, localMillis);
        boolean back = goesBack(localMillis);
        boolean repeated = !entered && localMillis == walk.local && !goingBack.contains(overlap.toEpochSecond());
        if (walk.left || (back && walk.turned)) {
            throw new Impossible(
                    Fault.TIMESTAMP_REPEATED,
                    "the local time " + local + " exists twice in " + zone
                            + ", and the order of the rows does not tell which one is meant");
        }
        walk.turned |= back || repeated;
        walk.local = localMillis;
        boolean later = walk.latestFirst != walk.turned;
        walk.instant = instant(later ? overlap.getOffsetAfter() : overlap.getOffsetBefore(), localMillis);
        return walk.instant;
    }

    /** The first instant of a local date: also where midnight does not exist, or exists twice. */
    long startOfDay(long localMillis) {
        walk.instant =
                time(localMillis).toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli();
        return walk.instant;
    }

    private boolean goesBack(long localMillis) {
        return walk.latestFirst ? localMillis > walk.local : localMillis < walk.local;
    }

    private boolean enter(ZoneOffsetTransition overlap, long localMillis) {
        if (walk.transition == overlap.toEpochSecond()) {
            return false;
        }
        walk.transition = overlap.toEpochSecond();
        walk.latestFirst = walk.instant != NEVER && walk.instant > instant(overlap.getOffsetAfter(), localMillis);
        walk.left = false;
        walk.turned = false;
        walk.local = localMillis;
        return true;
    }

    private long passed(ZoneOffset offset, long localMillis) {
        walk.left |= walk.transition != NEVER;
        walk.instant = instant(offset, localMillis);
        return walk.instant;
    }

    private @Nullable ZoneOffsetTransition overlap(long localMillis) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time(localMillis));
        return transition != null && transition.isOverlap() ? transition : null;
    }

    private ZoneOffset offset(long localMillis) {
        return zone.getRules().getOffset(time(localMillis));
    }

    private static LocalDateTime time(long localMillis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(localMillis, 1000L), Math.floorMod(localMillis, 1000) * 1_000_000, ZoneOffset.UTC);
    }

    private static long instant(ZoneOffset offset, long localMillis) {
        return localMillis - offset.getTotalSeconds() * 1000L;
    }
}
