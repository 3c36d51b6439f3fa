package io.joulestream.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Refusals;
import io.joulestream.core.input.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeterEventsTest {
    private static final List<MeterEvent.Type> TYPES = List.of(MeterEvent.Type.values());

    @Test
    void holdsTheEventsThatASortedMapWould() throws Rejection {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeMap<Long, MeterEvent> expected = new TreeMap<>();
            MeterEvents events = MeterEvents.NONE;
            for (int step = 0; step < 60; step++) {
                long ts = random.nextLong(-15, 15) * 1_000_000_007L;
                if (random.nextInt(3) == 0) {
                    expected.remove(ts);
                    events = events.without(ts);
                } else {
                    MeterEvent event = event(random, ts);
                    expected.put(ts, event);
                    events = events.with(event);
                }
                assertEquals(List.copyOf(expected.values()), all(events));
                long asked = ts + random.nextInt(-1, 2);
                assertEquals(expected.get(asked), events.at(asked));
                assertEquals(expected.headMap(asked, true).size(), events.after(asked));
                assertEquals(all(events), all(readBack(events)));
            }
        }
    }

    @Test
    void takesOneByteWhereThereIsNone() {
        ByteSink out = new ByteSink(8);
        MeterEvents.NONE.write(out);
        assertEquals(1, out.size());
    }

    /** They lie in the head: its size must have a bound. */
    @Test
    void refusesMoreThanAThousandButReplacesEach() throws Rejection {
        MeterEvents events = MeterEvents.NONE;
        for (int i = 0; i < MeterEvents.MOST; i++) {
            events = events.with(new MeterEvent(MeterEvent.Type.RESET, i, 0, 0));
        }
        MeterEvents full = events;
        Refusals.assertRefused(
                Reason.METER_EVENT_INVALID, () -> full.with(new MeterEvent(MeterEvent.Type.RESET, -1, 0, 0)), "1000");
        assertEquals(
                MeterEvent.Type.SWAP,
                full.with(new MeterEvent(MeterEvent.Type.SWAP, 500, 1, 2))
                        .get(500)
                        .type());
        assertEquals(
                MeterEvents.MOST,
                full.without(3)
                        .with(new MeterEvent(MeterEvent.Type.RESET, -1, 0, 0))
                        .size());
    }

    private static MeterEvent event(SplittableRandom random, long ts) {
        MeterEvent.Type type = TYPES.get(random.nextInt(TYPES.size()));
        boolean swap = type == MeterEvent.Type.SWAP;
        return new MeterEvent(type, ts, swap ? random.nextLong(1L << 59) : 0, swap ? random.nextLong(1L << 59) : 0);
    }

    private static List<MeterEvent> all(MeterEvents events) {
        List<MeterEvent> all = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            all.add(events.get(i));
        }
        return all;
    }

    private static MeterEvents readBack(MeterEvents events) {
        ByteSink out = new ByteSink(8);
        events.write(out);
        ByteSource in = new ByteSource(out.toByteArray());
        MeterEvents read = MeterEvents.read(in);
        assertFalse(in.hasMore());
        return read;
    }
}
