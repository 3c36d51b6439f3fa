package io.joulestream.core.block;

import static io.joulestream.core.block.Retention.NEVER;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets old blocks and pages of a series leave the state, in turns. In one turn a copy is written; once a checkpoint has
 * completed that was taken after it, the copy is surely there, and a later turn puts its number in the place of the bytes,
 * if they still are what was copied. A copy that no longer stands for anything is released the same way: only when a
 * checkpoint has completed that does not name it.
 *
 * <p>Table {@code DEPARTURE} holds what is under way, an entry each: a copy that waits, by its number; a block that was
 * changed when it was old already, by its key; and the agenda: up to where blocks have been looked at, and when the next
 * turn is due. So in-order readings cost nothing, and a turn costs what it moves.
 */
public final class Departures {
    /** From a change of what is old to its turn, and between turns: several changes share one copy. */
    static final long PAUSE_MILLIS = 10_000;

    /** What one turn copies at most, so that no barrier waits long for it. */
    private static final int MOST_COPIES = 256;

    private static final long AGENDA = Long.MIN_VALUE;
    /** Numbers of copies are greater than any key of a block. */
    private static final long COPY_BITS = 1L << 62;

    private static final long LONGEST_MONTH_MILLIS = 32 * 86_400_000L;
    private static final SecureRandom RANDOM = new SecureRandom();

    private enum Stage {
        /** A copy was written. */
        LEAVING(1),
        /** A copy stands for nothing any more. */
        RELEASED(2),
        /** A block behind those that were looked at. */
        OLD(3);

        private final int code;

        Stage(int code) {
            this.code = code;
        }

        static Stage of(int code) {
            return switch (code) {
                case 1 -> LEAVING;
                case 2 -> RELEASED;
                case 3 -> OLD;
                default -> throw new IllegalStateException("stage " + code);
            };
        }
    }

    private record Place(Archive.Kind kind, long key) {}

    private final StateTables state;
    private final Archive archive;
    private final Retention retention;

    Departures(StateTables state, Archive archive, Retention retention) {
        this.state = state;
        this.archive = archive;
        this.retention = retention;
    }

    /** When the next turn is due, by the clock; {@link Retention#NEVER} where there is nothing to do. */
    public long dueMillis() {
        ByteSource agenda = agenda();
        if (agenda == null) {
            return NEVER;
        }
        agenda.readSigned();
        return agenda.readSigned();
    }

    public void setDueMillis(long due) {
        ByteSource agenda = agenda();
        setAgenda(agenda == null ? Long.MIN_VALUE : agenda.readSigned(), due);
    }

    /** Takes a turn; returns when the next one is due. */
    public long turn() {
        Turn turn = new Turn();
        turn.goOn();
        turn.findAged();
        turn.writeCopies();
        return turn.finish();
    }

    /** The number of the copy that stands for what has left. */
    @Nullable
    Long copy(Archive.Kind kind, long key) {
        byte[] number = state.get(kind.gone(), key);
        return number == null ? null : new ByteSource(number).readUnsigned();
    }

    /** What had left is here again, or gone for good; returns whether it had. */
    boolean takeBack(Archive.Kind kind, long key) {
        Long copy = copy(kind, key);
        if (copy == null) {
            return false;
        }
        state.remove(kind.gone(), key);
        put(copy, Stage.RELEASED, kind, key, new byte[0]);
        return true;
    }

    /** What is here and older than the retention has changed. Pages of days are found without. */
    void listAsOld(Archive.Kind kind, long key) {
        if (kind == Archive.Kind.READINGS) {
            put(key, Stage.OLD, kind, key, new byte[0]);
        }
    }

    private void put(long id, Stage stage, Archive.Kind kind, long key, byte[] hash) {
        ByteSink out = new ByteSink(48);
        out.writeByte(stage.code);
        out.writeByte(kind.code());
        out.writeSigned(key);
        out.writeUnsigned(retention.barrier());
        out.writeBytes(hash);
        state.put(BlockStore.Table.DEPARTURE, id, out.toByteArray());
    }

    private @Nullable ByteSource agenda() {
        byte[] bytes = state.get(BlockStore.Table.DEPARTURE, AGENDA);
        return bytes == null ? null : new ByteSource(bytes);
    }

    private void setAgenda(long lookedUntil, long due) {
        ByteSink out = new ByteSink(20);
        out.writeSigned(lookedUntil);
        out.writeSigned(due);
        state.put(BlockStore.Table.DEPARTURE, AGENDA, out.toByteArray());
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static long endMillis(Archive.Kind kind, long key, byte[] bytes) {
        if (kind == Archive.Kind.DAYS) {
            return kind.earliestMillis(key) + LONGEST_MONTH_MILLIS;
        }
        ReadingBlock block = ReadingBlock.read(new ByteSource(bytes));
        return block.tsMillis(block.count() - 1);
    }

    private final class Turn {
        private final long cutoff = retention.cutoffMillis();
        private final Set<Place> waiting = new HashSet<>();
        private final Set<Place> old = new LinkedHashSet<>();
        private boolean unfinished;
        private long lookedUntil;
        private long nextEnd = NEVER;

        Turn() {
            ByteSource agenda = agenda();
            // After the cutoff went back, some must be looked at once more.
            lookedUntil = agenda == null ? Long.MIN_VALUE : Math.min(agenda.readSigned(), cutoff);
        }

        /** What is under way goes a stage on, where a checkpoint allows it. */
        void goOn() {
            List<Long> ids = state.keys(BlockStore.Table.DEPARTURE);
            ids.sort(null);
            for (long id : ids) {
                byte[] entry = id == AGENDA ? null : state.get(BlockStore.Table.DEPARTURE, id);
                if (entry != null) {
                    goOn(id, new ByteSource(entry));
                }
            }
        }

        private void goOn(long id, ByteSource entry) {
            Stage stage = Stage.of(entry.readByte());
            Place place = new Place(Archive.Kind.of(entry.readByte()), entry.readSigned());
            boolean durable = retention.isDurable(entry.readUnsigned());
            if (stage != Stage.OLD && !durable) {
                unfinished = true;
                if (stage == Stage.LEAVING) {
                    waiting.add(place);
                }
                return;
            }
            state.remove(BlockStore.Table.DEPARTURE, id);
            switch (stage) {
                case LEAVING -> leave(id, place, entry.readBytes());
                case RELEASED -> archive.release(place.kind, place.key, id);
                case OLD -> old.add(place);
            }
        }

        private void leave(long copy, Place place, byte[] hash) {
            byte[] here = state.get(place.kind.here(), place.key);
            if (here != null && Arrays.equals(hash(here), hash)) {
                ByteSink number = new ByteSink(10);
                number.writeUnsigned(copy);
                archive.keep(place.kind, place.key, copy);
                state.put(place.kind.gone(), place.key, number.toByteArray());
                state.remove(place.kind.here(), place.key);
                return;
            }
            // Changed since, and listed again where it is still there. A checkpoint may yet come back to this copy.
            put(copy, Stage.RELEASED, place.kind, place.key, new byte[0]);
            unfinished = true;
        }

        /** Finds what has grown old since the last turn. */
        void findAged() {
            BlockIndex index = new BlockIndex(state);
            Long key = index.higher(lookedUntil == Long.MIN_VALUE ? lookedUntil : lookedUntil - 1);
            while (key != null && old.size() < MOST_COPIES) {
                byte[] block = state.get(BlockStore.Table.BLOCK, key);
                if (block != null) {
                    long end = endMillis(Archive.Kind.READINGS, key, block);
                    if (end >= cutoff) {
                        nextEnd = Math.min(nextEnd, end);
                        break;
                    }
                    old.add(new Place(Archive.Kind.READINGS, key));
                }
                lookedUntil = key + 1;
                key = index.higher(key);
            }
            unfinished |= key != null && old.size() >= MOST_COPIES;
            for (long month : state.keys(BlockStore.Table.DAYS)) {
                long end = endMillis(Archive.Kind.DAYS, month, new byte[0]);
                if (end < cutoff) {
                    old.add(new Place(Archive.Kind.DAYS, month));
                } else {
                    nextEnd = Math.min(nextEnd, end);
                }
            }
        }

        /** Of what is old, as many as one turn may. */
        void writeCopies() {
            int room = MOST_COPIES;
            for (Place place : old) {
                byte[] here = state.get(place.kind.here(), place.key);
                if (here == null) {
                    continue;
                }
                if (waiting.contains(place)) {
                    // Perhaps changed since it was copied: seen again when that is decided.
                    listAsOld(place.kind, place.key);
                    continue;
                }
                if (endMillis(place.kind, place.key, here) >= cutoff) {
                    lookedUntil = Math.min(lookedUntil, place.key);
                    continue;
                }
                unfinished = true;
                if (room-- > 0) {
                    long copy = RANDOM.nextLong() >>> 2 | COPY_BITS;
                    archive.write(place.kind, place.key, copy, here);
                    put(copy, Stage.LEAVING, place.kind, place.key, hash(here));
                } else {
                    listAsOld(place.kind, place.key);
                }
            }
        }

        long finish() {
            long due = unfinished ? retention.nowMillis() + PAUSE_MILLIS : NEVER;
            if (nextEnd != NEVER) {
                due = Math.min(due, Math.max(retention.dueMillis(nextEnd), retention.nowMillis() + PAUSE_MILLIS));
            }
            if (due == NEVER && new BlockIndex(state).higher(Long.MIN_VALUE) == null) {
                state.remove(BlockStore.Table.DEPARTURE, AGENDA);
            } else {
                setAgenda(lookedUntil, due);
            }
            return due;
        }
    }
}
