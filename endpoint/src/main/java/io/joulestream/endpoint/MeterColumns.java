package io.joulestream.endpoint;

import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.EvidenceRow;
import io.joulestream.endpoint.store.MeterEventRow;
import java.io.IOException;
import java.util.List;

/** The columns of meter events and of evidence, the same wherever they are answered. */
final class MeterColumns {
    private MeterColumns() {}

    static void events(JsonOut out, List<MeterEventRow> rows) throws IOException {
        out.longs("ts", rows, MeterEventRow::tsMillis);
        out.texts("event", rows, MeterEventRow::event);
        out.decimals("closing", rows, MeterEventRow::closing);
        out.decimals("opening", rows, MeterEventRow::opening);
        out.texts("note", rows, MeterEventRow::note);
        out.texts("source", rows, MeterEventRow::source);
        out.texts("batch", rows, MeterEventRow::batch);
    }

    static void evidence(JsonOut out, List<EvidenceRow> rows) throws IOException {
        out.longs("from_ts", rows, EvidenceRow::fromMillis);
        out.longs("ts", rows, EvidenceRow::tsMillis);
        out.texts("rule", rows, EvidenceRow::rule);
        out.texts("source", rows, EvidenceRow::source);
        out.texts("events", rows, EvidenceRow::events);
        out.decimals("mark", rows, EvidenceRow::mark);
        out.decimals("previous", rows, EvidenceRow::previous);
        out.decimals("value", rows, EvidenceRow::value);
        out.decimals("increment", rows, EvidenceRow::increment);
    }
}
