package io.joulestream.jobs.readings;

import io.joulestream.core.fold.Evidence;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.EvidenceRow;
import io.joulestream.jobs.clickhouse.MeterEventRow;
import org.jspecify.annotations.Nullable;

/** What is known of a counter's register, as rows of {@code meter_event} and {@code counter_evidence}. */
final class MeterRows {
    private MeterRows() {}

    /** @param told the event in canonical units, with the texts of the record that brought it */
    static MeterEventRow event(SeriesKey key, MeterEvent told, SeriesEvent sent, long revision) {
        boolean swap = told.type() == MeterEvent.Type.SWAP;
        return new MeterEventRow(
                key.tenant(),
                key.series(),
                told.tsMillis(),
                told.type().wireName(),
                swap ? told.closingMicros() : null,
                swap ? told.openingMicros() : null,
                sent.note(),
                sent.source(),
                sent.batch(),
                revision,
                false);
    }

    static MeterEventRow deletedEvent(SeriesKey key, long tsMillis, long revision) {
        return new MeterEventRow(key.tenant(), key.series(), tsMillis, "", null, null, "", "", "", revision, true);
    }

    /** @param evidence null for a tombstone */
    static EvidenceRow evidence(SeriesKey key, long tsMillis, @Nullable Evidence evidence, long revision) {
        if (evidence == null) {
            Evidence.Rule any = Evidence.Rule.EVENT;
            return new EvidenceRow(
                    key.tenant(),
                    key.series(),
                    tsMillis,
                    tsMillis,
                    0,
                    0,
                    0,
                    any,
                    any.source(),
                    "",
                    0,
                    0,
                    revision,
                    true);
        }
        return new EvidenceRow(
                key.tenant(),
                key.series(),
                tsMillis,
                evidence.fromMillis(),
                evidence.markMicros(),
                evidence.previousMicros(),
                evidence.micros(),
                evidence.rule(),
                evidence.rule().source(),
                evidence.events(),
                evidence.incrementMicros().shiftRight(Long.SIZE).longValue(),
                evidence.incrementMicros().longValue(),
                revision,
                false);
    }
}
