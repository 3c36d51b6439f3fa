package io.joulestream.core.month;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.quantity.Wide;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a counter's readings, and the growth at each from which SEMANTICS 22 extrapolates: from the first reading to
 * the oldest one at least seven days later (or the last), and from the newest one at least seven days before the last (or
 * the first) to that.
 *
 * <p>Both growths are kept by differences. A reading in order costs O(1); the back follows it in {@link #settle}, which
 * passes each reading once. A correction costs what it changes, and the way by which it moves an edge. Not thread-safe.
 */
public final class Edges {
    private static final long REACH_MILLIS = 7 * 86_400_000L;
    private static final long NO_READING = Long.MAX_VALUE;

    private boolean present;
    private long firstTs;
    private long firstMicros;
    private long frontTs;
    private long frontMicros;
    private final Wide frontGrowth = new Wide();
    private long backTs;
    private long backMicros;
    /** The time of the reading after the back. */
    private long nextTs;

    private final Wide backGrowth = new Wide();
    private long lastTs;
    private long lastMicros;

    /** The reading before the last one, where that came in order; else it must be looked for. */
    private boolean secondLastKnown;

    private long secondLastTs;
    private long secondLastMicros;

    /** Stands on the reading after the back, its state on the back; null where it must be found anew. */
    private Blocks.@Nullable Walk cursor;

    private final FoldState cursorState = new FoldState();
    private final Spans spans = new Spans();

    public boolean present() {
        return present;
    }

    /** Whether there is one reading only, from which no line goes. */
    public boolean single() {
        return firstTs == lastTs;
    }

    public long firstTs() {
        return firstTs;
    }

    public long lastTs() {
        return lastTs;
    }

    long lastMicros() {
        return lastMicros;
    }

    /** Whether readings in order leave the front as it is. */
    public boolean frontSettled() {
        return frontTs - firstTs >= REACH_MILLIS;
    }

    /** About how many bytes of heap they take. */
    public long estimatedBytes() {
        return 300 + (cursor == null ? 0 : 16L * Blocks.BLOCK_SIZE + 200);
    }

    /** The end of a month far behind the last reading by the line through the last two; null where that must be looked for. */
    @Nullable
    MonthEnd lineBehind(long boundary) {
        return secondLastKnown
                ? MonthEnd.onLine(EndMethod.EXTRAPOLATED, boundary, secondLastTs, secondLastMicros, lastTs, lastMicros)
                : null;
    }

    public Edges copy() {
        Edges copy = new Edges();
        copy.present = present;
        copy.firstTs = firstTs;
        copy.firstMicros = firstMicros;
        copy.frontTs = frontTs;
        copy.frontMicros = frontMicros;
        copy.frontGrowth.set(frontGrowth);
        copy.backTs = backTs;
        copy.backMicros = backMicros;
        copy.nextTs = nextTs;
        copy.backGrowth.set(backGrowth);
        copy.lastTs = lastTs;
        copy.lastMicros = lastMicros;
        return copy;
    }

    /** Whether the ends extrapolated before the first reading are the same. */
    public boolean sameFront(Edges other) {
        return present == other.present
                && firstTs == other.firstTs
                && firstMicros == other.firstMicros
                && frontTs == other.frontTs
                && frontMicros == other.frontMicros
                && frontGrowth.equals(other.frontGrowth);
    }

    /** Whether the ends extrapolated behind the last reading are the same; both are settled. */
    public boolean sameBack(Edges other) {
        return present == other.present
                && lastTs == other.lastTs
                && lastMicros == other.lastMicros
                && backTs == other.backTs
                && backMicros == other.backMicros
                && backGrowth.equals(other.backGrowth);
    }

    /** Takes a reading later than all others, with the spans that it completes. */
    public void append(long tsMillis, long micros, Spans completed) {
        if (!present) {
            firstTs = tsMillis;
            firstMicros = micros;
            backTs = tsMillis;
            backMicros = micros;
            nextTs = NO_READING;
            frontTs = tsMillis;
            frontMicros = micros;
            present = true;
        } else {
            if (!frontSettled()) {
                frontTs = tsMillis;
                frontMicros = micros;
                Increments.add(frontGrowth, completed, 1);
            }
            if (nextTs == NO_READING) {
                nextTs = tsMillis;
            }
            Increments.add(backGrowth, completed, 1);
            secondLastKnown = true;
            secondLastTs = lastTs;
            secondLastMicros = lastMicros;
        }
        lastTs = tsMillis;
        lastMicros = micros;
    }

    /** Moves the back on, after readings in order. */
    public void settle(Blocks blocks, Fold fold) {
        long target = lastTs - REACH_MILLIS;
        if (!present || nextTs > target) {
            return;
        }
        Blocks.Walk walk = cursor;
        if (walk == null) {
            walk = blocks.walk(backTs + 1, fold, cursorState);
            walk.next();
            cursor = walk;
        }
        while (walk.tsMillis() <= target) {
            backTs = walk.tsMillis();
            backMicros = walk.micros();
            fold.advance(cursorState, backTs, backMicros, spans);
            Increments.add(backGrowth, spans, -1);
            walk.next(); // there is one: the last reading lies behind the target
        }
        nextTs = walk.tsMillis();
    }

    /** A correction adds (sign 1) or takes away (sign -1) what a pair counts; {@link #follow} comes after the last. */
    public void changePair(long laterTs, Spans counted, int sign) {
        if (laterTs > firstTs && laterTs <= frontTs) {
            Increments.add(frontGrowth, counted, sign);
        }
        if (laterTs > backTs && laterTs <= lastTs) {
            Increments.add(backGrowth, counted, sign);
        }
    }

    /**
     * Follows a correction at the time, which the blocks have by now.
     *
     * @param last the state after the last reading
     */
    public void follow(Blocks blocks, Fold fold, long tsMillis, FoldState last) {
        cursor = null;
        secondLastKnown = false;
        if (!last.present()) {
            clear();
            return;
        }
        boolean beyondBack = tsMillis > nextTs && tsMillis < lastTs;
        boolean beyondFront = tsMillis > frontTs && frontSettled();
        lastTs = last.tsMillis();
        lastMicros = last.micros();
        if (tsMillis <= firstTs) {
            moveFirst(blocks, fold);
        }
        if (!beyondFront) {
            moveFront(blocks, fold);
        }
        if (!beyondBack) {
            moveBack(blocks, fold);
        }
    }

    /** Finds everything anew: costs the readings of the first and of the last seven days. */
    public void rebuild(Blocks blocks, Fold fold, FoldState last) {
        clear();
        cursor = null;
        if (!last.present()) {
            return;
        }
        present = true;
        firstTs = Long.MIN_VALUE; // nothing to add on the way from there
        lastTs = last.tsMillis();
        lastMicros = last.micros();
        moveFirst(blocks, fold);
        frontTs = firstTs;
        backTs = lastTs;
        moveFront(blocks, fold);
        moveBack(blocks, fold);
    }

    private void clear() {
        present = false;
        secondLastKnown = false;
        firstTs = 0;
        lastTs = 0;
        frontGrowth.clear();
        backGrowth.clear();
    }

    private void moveFirst(Blocks blocks, Fold fold) {
        Blocks.Walk walk = blocks.walk(Long.MIN_VALUE, fold, new FoldState());
        walk.next();
        long before = firstTs;
        firstTs = walk.tsMillis();
        firstMicros = walk.micros();
        Increments.addBetween(blocks, fold, firstTs, before, frontGrowth, 1);
    }

    private void moveFront(Blocks blocks, Fold fold) {
        Blocks.Walk walk = blocks.walk(firstTs + REACH_MILLIS, fold, new FoldState());
        boolean far = walk.next();
        long before = frontTs;
        frontTs = far ? walk.tsMillis() : lastTs;
        frontMicros = far ? walk.micros() : lastMicros;
        Increments.addBetween(blocks, fold, before, frontTs, frontGrowth, 1);
        Increments.addBetween(blocks, fold, frontTs, before, frontGrowth, -1);
    }

    private void moveBack(Blocks blocks, Fold fold) {
        FoldState state = new FoldState();
        Blocks.Walk walk = blocks.walk(lastTs - REACH_MILLIS + 1, fold, state);
        boolean more = walk.next();
        if (!state.present()) {
            // None is seven days away: the walk stands on the first.
            state.set(walk.tsMillis(), walk.micros(), 0);
            more = walk.next();
        }
        long before = backTs;
        backTs = state.tsMillis();
        backMicros = state.micros();
        nextTs = more ? walk.tsMillis() : NO_READING;
        Increments.addBetween(blocks, fold, before, backTs, backGrowth, -1);
        Increments.addBetween(blocks, fold, backTs, before, backGrowth, 1);
    }

    /** What is extrapolated from the first reading back to the instant: not positive but for a meter that runs backwards. */
    public Wide growthBefore(long instant, long horizonMillis) {
        return before(instant, horizonMillis).growth();
    }

    /** The end of a month before the first reading. */
    MonthEnd before(long instant, long horizonMillis) {
        if (!present || single() || instant < firstTs - horizonMillis) {
            return MonthEnd.MISSING;
        }
        Wide value = Wide.of(firstMicros);
        value.subtract(frontGrowth.scaled(firstTs - instant, frontTs - firstTs));
        if (value.signum() < 0) {
            value.clear(); // no register shows less than nothing; the growth ends there, too
        }
        return new MonthEnd(
                EndMethod.EXTRAPOLATED, value, minus(value, firstMicros), firstTs, firstMicros, frontTs, frontMicros);
    }

    /** The end of a month behind the last reading; settled. */
    MonthEnd after(long instant, long horizonMillis) {
        if (!present || single() || instant > lastTs + horizonMillis) {
            return MonthEnd.MISSING;
        }
        Wide value = backGrowth.scaled(instant - lastTs, lastTs - backTs);
        value.add(lastMicros);
        return new MonthEnd(
                EndMethod.EXTRAPOLATED, value, minus(value, lastMicros), backTs, backMicros, lastTs, lastMicros);
    }

    private static Wide minus(Wide value, long micros) {
        Wide difference = new Wide();
        difference.set(value);
        difference.add(-micros);
        return difference;
    }

    /** @param last the state after the last reading, which the head has anyway */
    public void write(ByteSink out, FoldState last) {
        if (!last.present()) {
            return;
        }
        out.writeSigned(lastTs - firstTs);
        out.writeSigned(lastMicros - firstMicros);
        out.writeSigned(frontTs - firstTs);
        out.writeSigned(frontMicros - firstMicros);
        writeGrowth(out, frontGrowth, frontMicros - firstMicros);
        out.writeSigned(lastTs - backTs);
        out.writeSigned(lastMicros - backMicros);
        writeGrowth(out, backGrowth, lastMicros - backMicros);
        out.writeSigned(nextTs == NO_READING ? 0 : nextTs - backTs);
    }

    public void read(ByteSource in, FoldState last) {
        clear();
        if (!last.present()) {
            return;
        }
        present = true;
        lastTs = last.tsMillis();
        lastMicros = last.micros();
        firstTs = lastTs - in.readSigned();
        firstMicros = lastMicros - in.readSigned();
        frontTs = firstTs + in.readSigned();
        frontMicros = firstMicros + in.readSigned();
        readGrowth(in, frontGrowth, frontMicros - firstMicros);
        backTs = lastTs - in.readSigned();
        backMicros = lastMicros - in.readSigned();
        readGrowth(in, backGrowth, lastMicros - backMicros);
        long step = in.readSigned();
        nextTs = step == 0 ? NO_READING : backTs + step;
    }

    /** Mostly the difference of the readings, which then costs one byte. */
    private static void writeGrowth(ByteSink out, Wide growth, long difference) {
        Wide rest = minus(growth, difference);
        if (rest.fitsLong() && rest.low() != Long.MIN_VALUE) {
            out.writeSigned(rest.low());
        } else {
            out.writeSigned(Long.MIN_VALUE);
            out.writeSigned(rest.high());
            out.writeSigned(rest.low());
        }
    }

    private static void readGrowth(ByteSource in, Wide growth, long difference) {
        long rest = in.readSigned();
        growth.set(rest == Long.MIN_VALUE ? Wide.of(in.readSigned(), in.readSigned()) : Wide.of(rest));
        growth.add(difference);
    }
}
