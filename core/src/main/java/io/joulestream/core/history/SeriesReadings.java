package io.joulestream.core.history;

import io.joulestream.core.block.BlockStore;
import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one series, and its windows as far as they are open or waiting to be written. Windows follow a shape,
 * from {@link #open} to {@link #close}; readings are changed only in between.
 */
final class SeriesReadings {
    private final Blocks blocks;
    private final FoldState last = new FoldState();
    private @Nullable Fold fold;
    private @Nullable WindowTable windows;
    private @Nullable MonthTable months;
    private final EvidenceTable evidence = new EvidenceTable();

    private final Spans spans = new Spans();
    private final FoldState newState = new FoldState();

    SeriesReadings(Blocks blocks) {
        this.blocks = blocks;
    }

    Blocks blocks() {
        return blocks;
    }

    boolean isEmpty() {
        return !last.present();
    }

    @Nullable
    Long lastTsMillis() {
        return last.present() ? last.tsMillis() : null;
    }

    long estimatedBytes() {
        return blocks.openBytes()
                + evidence.estimatedBytes()
                + (windows == null ? 0 : windows.estimatedBytes() + months().estimatedBytes());
    }

    /** Windows and evidence that wait to be written. */
    int pendingWindows() {
        return evidence.changedCount() + (windows == null ? 0 : windows.changedCount() + months().pending());
    }

    /** Windows follow this shape from now on; none is here yet. */
    void open(Shape shape, DayPages pages) {
        fold = shape.fold();
        windows = new WindowTable(shape, blocks, pages);
        months = new MonthTable(shape, blocks, windows);
    }

    /**
     * As {@link #open}, where the shape's windows have all been written, and of the months these.
     *
     * @param state the fold's after the last reading
     */
    void open(Shape shape, DayPages pages, FoldState state, MonthRowBytes writtenMonths) {
        open(shape, pages);
        last.set(state);
        table().setLast(last);
        months().start(last, writtenMonths);
    }

    /** As if the definition differed in what only months heed. */
    void followMonths(Shape shape) {
        if (windows != null) {
            months().changeHorizon(shape.definition().horizonMillis());
        }
    }

    /** The months' rows as they have all been written. */
    MonthRowBytes monthRows() {
        return months().all();
    }

    /** Keeps the days and lets go of the windows, which have been written. */
    void close() {
        table().closeAll();
        windows = null;
        months = null;
        fold = null;
    }

    /** Puts a reading in: the one at this time, if there is one, gets the new value. */
    Outcome put(long tsMillis, long micros) {
        if (!last.present() || tsMillis > last.tsMillis()) {
            if (fold().position(tsMillis) > table().frontier()) {
                append(tsMillis, micros);
            } else {
                correction().apply(tsMillis, null, micros);
            }
            return Outcome.ACCEPTED;
        }
        Long known = blocks.find(tsMillis);
        if (known != null && known == micros) {
            return Outcome.DUPLICATE;
        }
        correction().apply(tsMillis, known, micros);
        return known == null ? Outcome.ACCEPTED : Outcome.REPLACED;
    }

    /** Removes the reading at this time, if there is one. */
    Outcome delete(long tsMillis) {
        Long known = last.present() && tsMillis <= last.tsMillis() ? blocks.find(tsMillis) : null;
        if (known == null) {
            return Outcome.NOTHING_TO_DELETE;
        }
        correction().apply(tsMillis, known, null);
        return Outcome.DELETED;
    }

    /** Follows a shape that differs in its meter events at this time, and in nothing else. */
    void changeMeterEvent(long tsMillis, Shape changed) {
        correction().applyMeterEvent(tsMillis, changed.fold());
        fold = changed.fold();
    }

    /** Writes every window and month, and the evidence of every pair, that changed since the last call. */
    void emit(RowOutput output, long revision) {
        // First: they ask for windows that are let go of then.
        months().emit(output, revision);
        table().emit(output, revision);
        evidence.emit(output, revision);
    }

    void write(ByteSink out) {
        Recomputation.writeState(out, last);
        blocks.write(out);
    }

    void writeWindows(ByteSink out) {
        if (windows != null) {
            windows.write(out);
            months().write(out, last);
        }
    }

    static SeriesReadings read(ByteSource in, BlockStore store, int blockSize) {
        FoldState state = new FoldState();
        Recomputation.readState(in, state);
        SeriesReadings readings = new SeriesReadings(Blocks.read(in, store, blockSize));
        readings.last.set(state);
        return readings;
    }

    /**
     * @param withDetails whether the bytes tell of the open day's details
     * @param withMonths whether they tell of months
     */
    void readWindows(ByteSource in, boolean withDetails, boolean withMonths) {
        table().setLast(last);
        table().read(in, withDetails);
        if (withMonths) {
            months().read(in, last);
        } else {
            months().start(last, null);
        }
    }

    private void append(long tsMillis, long micros) {
        newState.set(last);
        fold().advance(newState, tsMillis, micros, spans);
        // Before the blocks have the reading: a window may yet be loaded from them.
        table().append(spans, tsMillis, micros);
        evidence.append(tsMillis, spans);
        months().beforeAppend(tsMillis);
        blocks.append(tsMillis, micros, last);
        months().afterAppend(tsMillis, micros, spans);
        last.set(newState);
        table().moveLast(last);
    }

    private Correction correction() {
        return new Correction(blocks, fold(), table(), months(), evidence, last);
    }

    private Fold fold() {
        return Objects.requireNonNull(fold, "opened");
    }

    private MonthTable months() {
        return Objects.requireNonNull(months, "opened");
    }

    private WindowTable table() {
        return Objects.requireNonNull(windows, "opened");
    }
}
