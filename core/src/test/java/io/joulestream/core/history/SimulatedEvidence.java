package io.joulestream.core.history;

import io.joulestream.core.fold.Evidence;
import io.joulestream.core.quantity.Micros;
import io.joulestream.reference.ReferenceEvidence;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What table {@code counter_evidence} would hold: the row of the greatest revision wins. */
final class SimulatedEvidence {
    private record Version(long revision, @Nullable Evidence evidence) {}

    private final Map<Long, Version> rows = new HashMap<>();
    private final Set<Long> written = new TreeSet<>();

    void put(long tsMillis, @Nullable Evidence evidence, long revision) {
        if (evidence != null && evidence.tsMillis() != tsMillis) {
            throw new AssertionError(evidence + " at " + tsMillis);
        }
        written.add(tsMillis);
        Version known = rows.get(tsMillis);
        if (known != null && known.revision == revision) {
            throw new AssertionError(tsMillis + " written twice with revision " + revision);
        }
        if (known == null || known.revision < revision) {
            rows.put(tsMillis, new Version(revision, evidence));
        }
    }

    /** The pairs written since the last call. */
    Set<Long> takeWritten() {
        Set<Long> taken = new TreeSet<>(written);
        written.clear();
        return taken;
    }

    SortedMap<Long, ReferenceEvidence> rows() {
        SortedMap<Long, ReferenceEvidence> live = new TreeMap<>();
        rows.forEach((ts, version) -> {
            if (version.evidence != null) {
                live.put(ts, row(version.evidence));
            }
        });
        return live;
    }

    private static ReferenceEvidence row(Evidence evidence) {
        return new ReferenceEvidence(
                evidence.fromMillis(),
                Micros.toDecimal(evidence.markMicros()),
                Micros.toDecimal(evidence.previousMicros()),
                Micros.toDecimal(evidence.micros()),
                evidence.rule().name().toLowerCase(Locale.ROOT),
                evidence.events(),
                new BigDecimal(evidence.incrementMicros(), 6));
    }
}
