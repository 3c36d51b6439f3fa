package io.joulestream.core.history;

import io.joulestream.core.block.BlockStore;
import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.liveness.Liveness;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One series: its definition, its readings, and its windows as far as they are open or waiting to be written.
 *
 * <p>Events are applied one after the other; {@link #emit} then writes each window that any of them changed, in its final
 * state, even where together they changed nothing: after a crash, the store may hold the rows of a future that is
 * replayed in other batches. {@link #write} gives the head, everything that is not in the {@link BlockStore}; call it
 * only after {@link #emit}.
 *
 * <p>Cost: a reading later than all others O(1); any other change what it touches: the blocks around it and the windows of
 * the span from the reading before to the reading after, further only while the fold's state still differs. Not
 * thread-safe.
 */
public final class SeriesHistory {
    private static final int VERSION = 3;
    /** Of a program that kept no details of days. */
    private static final int WITHOUT_DETAILS = 1;
    /** Of a program that knew nothing of months. */
    private static final int WITHOUT_MONTHS = 2;

    private final BlockStore store;
    private final Revisions revisions;
    private final CalendarVersions calendars;
    private long revision;
    private @Nullable Shape shape;
    private SeriesReadings readings;
    private @Nullable Recomputation recomputation;
    private int generation;
    private long appliedMicros;
    private final Liveness liveness = new Liveness();

    private SeriesHistory(BlockStore store, Revisions revisions, CalendarVersions calendars, SeriesReadings readings) {
        this.store = store;
        this.revisions = revisions;
        this.calendars = calendars;
        this.readings = readings;
    }

    /** A series of which nothing is known. */
    public static SeriesHistory create(BlockStore store, Revisions revisions, CalendarVersions calendars) {
        return create(store, revisions, calendars, Blocks.BLOCK_SIZE);
    }

    /** @param blockSize readings of a full block; it may differ from that of the blocks there are */
    static SeriesHistory create(BlockStore store, Revisions revisions, CalendarVersions calendars, int blockSize) {
        return new SeriesHistory(store, revisions, calendars, new SeriesReadings(new Blocks(store, blockSize)));
    }

    /** The definition in force, null for an undefined or deleted series. */
    public @Nullable SeriesDefinition definition() {
        return shape == null ? null : shape.definition();
    }

    /** Whether a changed definition is still on its way: until then only {@link #recompute} may be called. */
    public boolean recomputing() {
        return recomputation != null;
    }

    /** A revision greater than all before; each change of a row that is written at once takes one. */
    public long nextRevision() {
        revision = revisions.after(revision);
        return revision;
    }

    /** The definition that a running recomputation replaces, null while none runs. */
    public @Nullable SeriesDefinition leavingDefinition() {
        return recomputation == null ? null : recomputation.oldShape().definition();
    }

    /** The value of the last reading that was accepted, replaced or a duplicate. */
    public long appliedMicros() {
        return appliedMicros;
    }

    /** The time of the last reading, null where there is none. */
    public @Nullable Long lastTsMillis() {
        return readings.lastTsMillis();
    }

    /** When the series was heard last: kept here, decided on by the caller, who knows what time it is. */
    public Liveness liveness() {
        return liveness;
    }

    /** About how many bytes of heap the series takes. */
    public long estimatedBytes() {
        return 1_500 + meterEvents().estimatedBytes() + readings.estimatedBytes();
    }

    /** Writes changed closed blocks to the store and lets go of them; to be called at the end of a batch. */
    public void flushBlocks() {
        readings.blocks().flush();
    }

    /** The meter event at exactly this time. */
    public @Nullable MeterEvent meterEvent(long tsMillis) {
        return meterEvents().at(tsMillis);
    }

    /** Windows, and evidence of pairs, that wait for {@link #emit}. */
    public int pendingWindows() {
        return readings.pendingWindows();
    }

    /**
     * Applies the next event of the series' log; {@link #recomputing} is false.
     *
     * @param defaultZone of a definition that a reading implies (SEMANTICS 9)
     * @throws Rejection where the event does not fit the series; nothing has changed then
     */
    public Outcome apply(SeriesEvent event, ZoneId defaultZone, RowOutput output) throws Rejection {
        return switch (event.op()) {
            case READING -> reading(event, defaultZone);
            case DELETE -> delete(event.tsMillis());
            case SERIES -> define(Objects.requireNonNull(event.definition(), "op series"), output);
            case SERIES_DELETE -> deleteSeries(output);
            case METER -> meter(event);
            case METER_DELETE -> deleteMeterEvent(event.tsMillis());
        };
    }

    private Outcome reading(SeriesEvent event, ZoneId defaultZone) throws Rejection {
        SeriesDefinition current = definition();
        if (current != null) {
            return put(event.tsMillis(), current.microsOf(event));
        }
        SeriesDefinition implied = SeriesDefinition.impliedBy(event, defaultZone);
        long micros = implied.microsOf(event);
        open(shapeOf(implied));
        return put(event.tsMillis(), micros);
    }

    /** Puts a reading in: the one at this time, if there is one, gets the new value. The series is defined. */
    public Outcome put(long tsMillis, long micros) {
        appliedMicros = micros;
        return readings.put(tsMillis, micros);
    }

    /** Removes the reading at this time, if there is one. */
    public Outcome delete(long tsMillis) {
        return readings.delete(tsMillis);
    }

    private Outcome meter(SeriesEvent event) throws Rejection {
        Shape current = shape;
        if (current == null) {
            throw new Rejection(
                    Reason.SERIES_UNKNOWN, "the series is not defined, and a meter event does not say what it is");
        }
        MeterEvent changed = current.definition().meterEventOf(event);
        MeterEvent known = current.events().at(changed.tsMillis());
        if (changed.equals(known)) {
            return Outcome.DUPLICATE;
        }
        change(current, changed.tsMillis(), current.events().with(changed));
        return known == null ? Outcome.METER_EVENT : Outcome.REPLACED;
    }

    private Outcome deleteMeterEvent(long tsMillis) {
        Shape current = shape;
        if (current == null || current.events().at(tsMillis) == null) {
            return Outcome.NOTHING_TO_DELETE;
        }
        change(current, tsMillis, current.events().without(tsMillis));
        return Outcome.DELETED;
    }

    /**
     * Sets the definition. Where that changes rows, {@link #recomputing} is true afterwards and all windows have been
     * written.
     *
     * @throws Rejection where its dimension is not that of the definition in force
     */
    public Outcome define(SeriesDefinition newDefinition, RowOutput output) throws Rejection {
        SeriesDefinition current = definition();
        if (current != null) {
            current.requireSameDimension(newDefinition);
        }
        reshape(newDefinition, output);
        return Outcome.DEFINITION;
    }

    /** Whether the windows still follow rules of the zone that a newer tzdata has replaced. */
    public boolean outdated() {
        Shape current = shape;
        return current != null
                && recomputation == null
                && calendars.current(current.calendar().zone()).fingerprint()
                        != current.calendar().fingerprint();
    }

    /** Starts to follow the rules of the zone that are in force (SEMANTICS 5), as a changed definition would. */
    public void renewCalendar(RowOutput output) {
        SeriesDefinition current = Objects.requireNonNull(definition(), "only a defined series is outdated");
        reshape(current, output);
    }

    private void reshape(SeriesDefinition newDefinition, RowOutput output) {
        Shape current = shape;
        Shape newShape = shapeOf(newDefinition);
        if (current != null && current.foldsLike(newShape)) {
            shape = newShape;
            readings.followMonths(newShape);
        } else if (current != null && !readings.isEmpty()) {
            startRecomputation(current, newShape, output);
        } else {
            emit(output); // windows that the last deletes emptied, in the shape of the old definition
            open(newShape);
        }
    }

    /** By the zone's rules in force, with the meter events there are. */
    private Shape shapeOf(SeriesDefinition definition) {
        return Shape.of(definition, calendars.current(definition.zone()), meterEvents());
    }

    private MeterEvents meterEvents() {
        return shape == null ? MeterEvents.NONE : shape.events();
    }

    /** Deletes the series with all its readings; {@link #recomputing} is true afterwards where there are any. */
    public Outcome deleteSeries(RowOutput output) {
        Shape current = shape;
        if (current == null) {
            return Outcome.NOTHING_TO_DELETE;
        }
        deleteMeterEvents(current.events(), output);
        if (!readings.isEmpty()) {
            startRecomputation(current, null, output);
        } else {
            emit(output);
            forget();
        }
        return Outcome.SERIES_DELETED;
    }

    /**
     * Goes on applying a changed definition.
     *
     * @param most how many readings to fold anew at most
     */
    public void recompute(int most, RowOutput output) {
        Recomputation running = Objects.requireNonNull(recomputation, "no definition is being applied");
        boolean done = running.step(most, output, nextRevision());
        flushBlocks();
        if (done) {
            recomputation = null;
            generation = 1 - generation;
            Shape current = shape;
            if (current == null) {
                forget();
            } else {
                readings.open(current, pages(), running.newState(), running.oldMonths());
                emit(output);
            }
        }
    }

    /** Writes every window and all evidence that changed since the last call; then lets go of all that the head does not need. */
    public void emit(RowOutput output) {
        if (shape != null && recomputation == null) {
            readings.emit(output, pendingWindows() == 0 ? revision : nextRevision());
        }
        flushBlocks();
    }

    /** The head: everything but what lies in the store. Nothing may be pending. */
    public byte[] write() {
        if (pendingWindows() > 0) {
            throw new IllegalStateException(pendingWindows() + " rows have not been written");
        }
        ByteSink out = new ByteSink(512);
        out.writeByte(VERSION);
        out.writeUnsigned(revision);
        out.writeByte(generation);
        liveness.write(out);
        Shape.write(out, shape);
        readings.write(out);
        if (recomputation != null) {
            out.writeByte(1);
            Shape.write(out, recomputation.oldShape());
            recomputation.write(out);
        } else {
            out.writeByte(0);
            readings.writeWindows(out);
        }
        return out.toByteArray();
    }

    /** The series whose head {@link #write} gave. */
    public static SeriesHistory read(byte[] head, BlockStore store, Revisions revisions, CalendarVersions calendars) {
        return read(head, store, revisions, calendars, Blocks.BLOCK_SIZE);
    }

    static SeriesHistory read(
            byte[] head, BlockStore store, Revisions revisions, CalendarVersions calendars, int blockSize) {
        ByteSource in = new ByteSource(head);
        int version = in.readByte();
        if (version < WITHOUT_DETAILS || version > VERSION) {
            throw new IllegalStateException("head of version " + version + ", this program reads " + VERSION);
        }
        long revision = in.readUnsigned();
        int generation = in.readByte();
        Liveness heard = new Liveness();
        if (version != WITHOUT_DETAILS) {
            heard.read(in);
        }
        Shape shape = Shape.read(in, calendars);
        SeriesHistory history =
                new SeriesHistory(store, revisions, calendars, SeriesReadings.read(in, store, blockSize));
        history.liveness.set(heard);
        history.revision = revision;
        history.generation = generation;
        history.shape = shape;
        if (in.readByte() == 1) {
            Shape old = Objects.requireNonNull(Shape.read(in, calendars), "the shape that goes");
            history.recomputation =
                    new Recomputation(old, shape, history.readings.blocks(), store, generation, new MonthRowBytes());
            history.recomputation.read(in, version > WITHOUT_MONTHS);
        } else if (shape != null) {
            history.open(shape);
            history.readings.readWindows(in, version != WITHOUT_DETAILS, version > WITHOUT_MONTHS);
        }
        return history;
    }

    private void change(Shape current, long tsMillis, MeterEvents events) {
        Shape changed = current.with(events);
        readings.changeMeterEvent(tsMillis, changed);
        shape = changed;
    }

    private void deleteMeterEvents(MeterEvents events, RowOutput output) {
        long last = events.size() == 0 ? revision : nextRevision();
        for (int i = 0; i < events.size(); i++) {
            output.meterEventDeleted(events.get(i).tsMillis(), last);
        }
    }

    private void startRecomputation(Shape current, @Nullable Shape newShape, RowOutput output) {
        emit(output);
        MonthRowBytes oldMonths = readings.monthRows();
        readings.close();
        recomputation = new Recomputation(current, newShape, readings.blocks(), store, generation, oldMonths);
        shape = newShape;
    }

    private void open(Shape newShape) {
        shape = newShape;
        readings.open(newShape, pages());
    }

    private DayPages pages() {
        return new DayPages(store, generation);
    }

    /** Only the revision outlives a deleted series: its tombstones must lose against the rows of one created again. */
    private void forget() {
        shape = null;
        readings = new SeriesReadings(new Blocks(store, readings.blocks().blockSize()));
    }
}
