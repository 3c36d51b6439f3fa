package io.joulestream.core.history;

import io.joulestream.core.block.BlockStore;
import io.joulestream.core.block.Departures;
import io.joulestream.core.block.MemoryBlockStore;
import io.joulestream.core.block.Retention;
import io.joulestream.core.block.SimulatedArchive;
import io.joulestream.core.block.TieredStore;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.reference.Histories;
import io.joulestream.reference.Reference;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The life of the job for one series: state, checkpoints, and the tables and the archive that outlive both. By its seed,
 * everything stays in the state, or nothing, or what is younger than some retention by a clock that goes on.
 */
final class SeriesRun {
    /** So small that the histories' readings fill many. */
    private static final int BLOCK_SIZE = 3;

    final SimulatedStore store = new SimulatedStore();
    final SimulatedArchive archive = new SimulatedArchive();
    private final Histories.History history;
    private final SplittableRandom random;
    private final long retentionMillis;
    private long clockMillis;
    private long checkpoints;
    private MemoryBlockStore state = new MemoryBlockStore();
    private TieredStore tiers;
    private Retention retention;
    private SeriesHistory series;
    private Revisions revisions;
    private long epoch = 1;
    private CalendarVersions calendars = new CalendarVersions();

    private MemoryBlockStore checkpointState = state.copy();
    private byte[] checkpointHead;
    private int checkpointPosition;
    private long checkpoint;

    SeriesRun(Histories.History history, long seed) {
        this.history = history;
        this.random = new SplittableRandom(~seed);
        this.revisions = new Revisions(epoch);
        this.retentionMillis = switch (random.nextInt(4)) {
            case 0 -> Retention.KEEP_ALL;
            case 1 -> 0;
            default -> random.nextLong(40 * 86_400_000L);
        };
        this.clockMillis = someTime();
        this.retention = new Retention(retentionMillis, () -> clockMillis, 0);
        this.tiers = new TieredStore(state, archive, retention);
        this.series = SeriesHistory.create(tiers, revisions, calendars, BLOCK_SIZE);
        this.checkpointHead = series.write();
    }

    /** Of a reading of the history, or long after all of them. */
    private long someTime() {
        Map<String, Object> fields =
                history.events().get(random.nextInt(history.events().size())).fields();
        return fields.get("ts") instanceof Long ts ? ts : 4_000_000_000_000L;
    }

    String apply(Histories.Event event) {
        try {
            if (event.fields().containsKey(Reference.UNPARSABLE)) {
                return "dead_letter:record_unparsable";
            }
            SeriesEvent parsed = SeriesEvent.of(numbers(event.fields()), event.receivedMillis(), history.defaultZone());
            store.definition = series.definition();
            Outcome outcome = series.apply(parsed, history.defaultZone(), store);
            store.definition = series.definition();
            while (series.recomputing()) {
                reload();
                series.recompute(7, store);
                sometimesTurn();
            }
            return outcome.code();
        } catch (Rejection e) {
            return "dead_letter:" + e.reason().code();
        }
    }

    /** A deleted series leaves nothing in the store, and a head of a few bytes for its revision. */
    boolean isClear() {
        int size = 0;
        for (BlockStore.Table table : BlockStore.Table.values()) {
            size += state.size(table);
        }
        return size == 0 && series.write().length < 32;
    }

    void emit() {
        series.emit(store);
        sometimesTurn();
    }

    /** Out of the cache and in again. */
    void reload() {
        emit();
        series = SeriesHistory.read(series.write(), tiers, revisions, calendars, BLOCK_SIZE);
    }

    /** Restarts with other calendars, as a new Java does. */
    void install(CalendarVersions newCalendars) {
        emit();
        calendars.write().forEach(newCalendars::read);
        calendars = newCalendars;
        series = SeriesHistory.read(series.write(), tiers, revisions, calendars, BLOCK_SIZE);
        if (series.outdated()) {
            store.definition = series.definition();
            series.renewCalendar(store);
            while (series.recomputing()) {
                reload();
                series.recompute(7, store);
            }
        }
    }

    /** A checkpoint that completes: for lives that never crash. */
    void settle() {
        emit();
        passBarrier();
        retention.completed(checkpoints);
        sometimesTurn();
    }

    /** Turns and checkpoints until nothing is to be done any more; the clock goes on. */
    void letAllLeave() {
        clockMillis = 4_000_000_000_000L;
        do {
            settle();
            settle();
        } while (tiers.departures().turn() <= clockMillis + 60_000);
        settle();
        archive.expire();
    }

    void checkpoint(int position) {
        emit();
        passBarrier();
        checkpointHead = series.write();
        checkpointState = state.copy();
        checkpointPosition = position;
        checkpoint = checkpoints;
        if (random.nextInt(4) != 0) {
            // Else it completed, but the operator was not told.
            retention.completed(checkpoint);
        }
    }

    int crash() {
        archive.crash(random);
        state = checkpointState.copy();
        epoch++;
        revisions = new Revisions(epoch);
        retention = new Retention(retentionMillis, () -> clockMillis, checkpoint);
        tiers = new TieredStore(state, archive, retention);
        series = SeriesHistory.read(checkpointHead, tiers, revisions, calendars, BLOCK_SIZE);
        return checkpointPosition;
    }

    private void passBarrier() {
        checkpoints++;
        retention.passed(checkpoints);
        archive.flush();
    }

    /** Mostly when one is due; some time passes. */
    private void sometimesTurn() {
        if (random.nextInt(10) == 0) {
            passBarrier(); // of a checkpoint that some part of the job declines
        }
        if (random.nextInt(8) == 0) {
            clockMillis += random.nextLong(30 * 86_400_000L);
        }
        Departures departures = tiers.departures();
        long wanted = tiers.takeWantedMillis();
        if (wanted < departures.dueMillis()) {
            departures.setDueMillis(wanted);
        }
        if (random.nextInt(3) == 0) {
            clockMillis += 20_000;
        }
        if (departures.dueMillis() <= clockMillis) {
            departures.turn();
        }
    }

    private static Map<String, Object> numbers(Map<String, Object> fields) {
        Map<String, Object> converted = new HashMap<>(fields);
        converted.replaceAll((name, value) ->
                value instanceof Number number && !(value instanceof BigDecimal) && !(value instanceof Double)
                        ? new BigDecimal(number.toString())
                        : value);
        return converted;
    }
}
