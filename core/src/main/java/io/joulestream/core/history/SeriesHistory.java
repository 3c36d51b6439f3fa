package io.joulestream.core.history;

import io.joulestream.core.block.BlockStore;
import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Span;
import io.joulestream.core.series.DefinitionBytes;
import io.joulestream.core.series.SeriesDefinition;
import java.util.ArrayList;
import java.util.List;
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
    private static final int VERSION = 1;

    private final BlockStore store;
    private final Revisions revisions;
    private long revision;
    private @Nullable SeriesDefinition definition;
    private @Nullable Fold fold;
    private @Nullable WindowTable windows;
    private @Nullable Recomputation recomputation;
    private Blocks blocks;
    private int generation;
    private final FoldState last = new FoldState();

    private final Span span = new Span();
    private final FoldState oldState = new FoldState();
    private final FoldState newState = new FoldState();

    private SeriesHistory(BlockStore store, Revisions revisions, Blocks blocks) {
        this.store = store;
        this.revisions = revisions;
        this.blocks = blocks;
    }

    /** A series of which nothing is known. */
    public static SeriesHistory create(BlockStore store, Revisions revisions) {
        return new SeriesHistory(store, revisions, new Blocks(store));
    }

    /** The definition in force, null for an undefined or deleted series. */
    public @Nullable SeriesDefinition definition() {
        return definition;
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

    /** Windows that wait for {@link #emit}. */
    public int pendingWindows() {
        return windows == null ? 0 : windows.changedCount();
    }

    /** Puts a reading in: the one at this time, if there is one, gets the new value. The series is defined. */
    public Outcome put(long tsMillis, long micros) {
        Fold currentFold = fold();
        WindowTable table = windows();
        if (!last.present() || tsMillis > last.tsMillis()) {
            if (currentFold.position(tsMillis) > table.frontier()) {
                append(currentFold, table, tsMillis, micros);
            } else {
                change(currentFold, table, tsMillis, null, micros);
            }
            return Outcome.ACCEPTED;
        }
        Long known = blocks.find(tsMillis);
        if (known != null && known == micros) {
            return Outcome.DUPLICATE;
        }
        change(currentFold, table, tsMillis, known, micros);
        return known == null ? Outcome.ACCEPTED : Outcome.REPLACED;
    }

    /** Removes the reading at this time, if there is one. The series is defined. */
    public Outcome delete(long tsMillis) {
        Long known = last.present() && tsMillis <= last.tsMillis() ? blocks.find(tsMillis) : null;
        if (known == null) {
            return Outcome.NOTHING_TO_DELETE;
        }
        change(fold(), windows(), tsMillis, known, null);
        return Outcome.DELETED;
    }

    /**
     * Sets the definition, of the same dimension as the one in force. Where that changes rows, {@link #recomputing} is
     * true afterwards and all windows have been written.
     */
    public Outcome define(SeriesDefinition newDefinition, RowOutput output) {
        SeriesDefinition current = definition;
        if (current == null || !last.present() || current.foldsLike(newDefinition)) {
            boolean rebuild = current == null || !current.foldsLike(newDefinition);
            definition = newDefinition;
            if (rebuild) {
                open(newDefinition);
            }
            return Outcome.DEFINITION;
        }
        startRecomputation(current, newDefinition, output);
        return Outcome.DEFINITION;
    }

    /** Deletes the series with all its readings; {@link #recomputing} is true afterwards where there are any. */
    public Outcome deleteSeries(RowOutput output) {
        SeriesDefinition current = definition;
        if (current != null && last.present()) {
            startRecomputation(current, null, output);
        } else {
            forget();
        }
        return Outcome.SERIES_DELETED;
    }

    /**
     * Goes on applying a changed definition.
     *
     * @param readings how many readings to fold anew at most
     */
    public void recompute(int readings, RowOutput output) {
        Recomputation running = Objects.requireNonNull(recomputation, "no definition is being applied");
        boolean done = running.step(readings, output, nextRevision());
        blocks.flush();
        if (done) {
            recomputation = null;
            generation = 1 - generation;
            if (definition == null) {
                forget();
            } else {
                last.set(running.newState());
                open(definition);
                windows().setFrontier(fold().frontier(last.tsMillis()));
                emit(output);
            }
        }
    }

    /** Writes every window that changed since the last call; then lets go of all that the head does not need. */
    public void emit(RowOutput output) {
        if (windows != null && recomputation == null) {
            windows.emit(output, windows.changedCount() == 0 ? revision : nextRevision());
        }
        blocks.flush();
    }

    /** The head: everything but what lies in the store. Nothing may be pending. */
    public byte[] write() {
        if (pendingWindows() > 0) {
            throw new IllegalStateException(pendingWindows() + " windows have not been written");
        }
        ByteSink out = new ByteSink(512);
        out.writeByte(VERSION);
        out.writeUnsigned(revision);
        out.writeByte(generation);
        DefinitionBytes.write(out, definition);
        Recomputation.writeState(out, last);
        blocks.write(out);
        if (recomputation != null) {
            out.writeByte(1);
            DefinitionBytes.write(out, recomputation.oldDefinition());
            recomputation.write(out);
        } else {
            out.writeByte(0);
            if (windows != null) {
                windows.write(out);
            }
        }
        return out.toByteArray();
    }

    /** The series whose head {@link #write} gave. */
    public static SeriesHistory read(byte[] head, BlockStore store, Revisions revisions) {
        ByteSource in = new ByteSource(head);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("head of version " + version + ", this program reads " + VERSION);
        }
        long revision = in.readUnsigned();
        int generation = in.readByte();
        SeriesDefinition definition = DefinitionBytes.read(in);
        FoldState last = new FoldState();
        Recomputation.readState(in, last);
        SeriesHistory history = new SeriesHistory(store, revisions, Blocks.read(in, store));
        history.revision = revision;
        history.generation = generation;
        history.definition = definition;
        history.last.set(last);
        if (in.readByte() == 1) {
            SeriesDefinition old = Objects.requireNonNull(DefinitionBytes.read(in), "the definition that goes");
            history.recomputation = new Recomputation(old, definition, history.blocks, store, generation);
            history.recomputation.read(in);
        } else if (definition != null) {
            history.open(definition);
            history.windows().read(in);
        }
        return history;
    }

    private void append(Fold currentFold, WindowTable table, long tsMillis, long micros) {
        blocks.append(tsMillis, micros, last);
        currentFold.advance(last, tsMillis, micros, span);
        table.append(span, tsMillis, micros);
        table.setFrontier(currentFold.frontier(tsMillis));
    }

    /** What the block with this key must carry as the state before its first reading. */
    private record Before(long blockKey, FoldState state) {}

    /** Changes one reading: from {@code known} (null: none) to {@code micros} (null: none). */
    private void change(
            Fold currentFold, WindowTable table, long tsMillis, @Nullable Long known, @Nullable Long micros) {
        Blocks.Walk walk = blocks.walk(tsMillis, currentFold, oldState);
        newState.set(oldState);
        boolean more = walk.next();
        if (known != null) {
            currentFold.advance(oldState, tsMillis, known, span);
            table.changeSpan(span, -1);
            table.changeReading(tsMillis, known, -1);
            more = walk.next();
        }
        if (micros != null) {
            currentFold.advance(newState, tsMillis, micros, span);
            table.changeSpan(span, 1);
            table.changeReading(tsMillis, micros, 1);
        }
        List<Before> befores = new ArrayList<>();
        long ownKey = blocks.keyFor(tsMillis);
        while (more) {
            long ts = walk.tsMillis();
            if (walk.startsBlock() && walk.blockKey() != ownKey) {
                FoldState copy = new FoldState();
                copy.set(newState);
                befores.add(new Before(walk.blockKey(), copy));
            }
            currentFold.advance(oldState, ts, walk.micros(), span);
            table.changeSpan(span, -1);
            currentFold.advance(newState, ts, walk.micros(), span);
            table.changeSpan(span, 1);
            if (oldState.sameAs(newState)) {
                break;
            }
            more = walk.next();
        }
        if (!more) {
            last.set(newState);
        }
        if (micros != null) {
            blocks.put(tsMillis, micros, currentFold);
        } else {
            blocks.remove(tsMillis);
        }
        befores.forEach(before -> blocks.setBefore(before.blockKey, before.state));
        table.endEvent();
        table.setFrontier(last.present() ? currentFold.frontier(last.tsMillis()) : WindowTable.NO_FRONTIER);
    }

    private void startRecomputation(
            SeriesDefinition current, @Nullable SeriesDefinition newDefinition, RowOutput output) {
        emit(output);
        windows().closeAll();
        recomputation = new Recomputation(current, newDefinition, blocks, store, generation);
        definition = newDefinition;
        fold = null;
        windows = null;
    }

    private void open(SeriesDefinition newDefinition) {
        fold = Fold.of(newDefinition);
        windows = new WindowTable(newDefinition, fold, blocks, new DayPages(store, generation));
    }

    /** Only the revision outlives a deleted series: its tombstones must lose against the rows of one created again. */
    private void forget() {
        definition = null;
        fold = null;
        windows = null;
        last.clear();
        blocks = new Blocks(store);
    }

    private Fold fold() {
        return Objects.requireNonNull(fold, "the series is defined and not being recomputed");
    }

    private WindowTable windows() {
        return Objects.requireNonNull(windows, "the series is defined and not being recomputed");
    }
}
