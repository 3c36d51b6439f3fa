package io.joulestream.endpoint;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.EvidenceRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.List;

/** What an answer of points or months says, where it is asked for, of the pairs of readings that reach into them. */
record EvidencePart(boolean asked, List<EvidenceRow> rows) {
    /** So many pairs are marks in a chart; whoever wants all of them asks for evidence itself. */
    static final int MOST = 10_000;

    static final EvidencePart NOT_ASKED = new EvidencePart(false, List.of());

    /** @param range what is answered, its end open */
    static EvidencePart read(Store store, SeriesKey key, Store.Range range) throws StoreUnavailable {
        return new EvidencePart(true, store.evidence(key, range, MOST + 1));
    }

    EntityTag addTo(EntityTag tag) {
        for (EvidenceRow row : rows) {
            tag.add(row.tsMillis()).add(row.revision());
        }
        return tag.add(rows.size());
    }

    void write(JsonOut out) throws IOException {
        if (asked) {
            List<EvidenceRow> shown = rows.subList(0, Math.min(MOST, rows.size()));
            out.object("evidence", inner -> {
                MeterColumns.evidence(inner, shown);
                inner.bool("more", rows.size() > MOST);
            });
        }
    }
}
