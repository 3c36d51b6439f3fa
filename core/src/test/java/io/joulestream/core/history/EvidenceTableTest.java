package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.block.MemoryBlockStore;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.reference.ReferenceEvidence;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceTableTest {
    /** Where what the store holds is not known, every pair of the stretch is written: those of plain growth as tombstones. */
    @Test
    void rewritesAllPairsOfAStretchAsTheyAre() throws Exception {
        Map<String, Object> fields = Map.of("kind", "counter", "unit", "Wh", "zone", "UTC");
        Fold fold =
                Fold.of(SeriesDefinition.of(fields, ZoneOffset.UTC), SiteCalendar.of(ZoneOffset.UTC), MeterEvents.NONE);
        Blocks blocks = new Blocks(new MemoryBlockStore(), 2);
        FoldState last = new FoldState();
        long[] values = {100, 110, 105, 120, 5, 7, 1};
        for (int i = 0; i < values.length; i++) {
            blocks.append(i, values[i], last);
            fold.advance(last, i, values[i], new Spans());
        }
        EvidenceTable table = new EvidenceTable();
        table.rewrite(blocks, fold, 1, 5);
        assertEquals(5, table.changedCount());
        SimulatedStore output = new SimulatedStore();
        table.emit(output, 9);
        assertEquals(Set.of(1L, 2L, 3L, 4L, 5L), output.evidence.takeWritten());
        assertEquals(Set.of(2L, 4L), output.evidence.rows().keySet());
        assertEquals(
                List.of("dip", "reset"),
                output.evidence.rows().values().stream()
                        .map(ReferenceEvidence::rule)
                        .toList());
        assertEquals(0, table.changedCount());
    }
}
