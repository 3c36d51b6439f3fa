package io.joulestream.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rule 12: the pair of neighbouring readings (ta, tb] with its meter events, to the pieces of its span. */
final class ReferencePieces {
    private ReferencePieces() {}

    /**
     * @param high H, or the previous reading of a signed counter
     * @param v the reading at tb
     */
    static List<ReferenceSpan> of(
            ReferenceDefinition definition,
            long ta,
            long tb,
            BigInteger high,
            BigInteger v,
            SortedMap<Long, ReferenceMeterEvent> events) {
        var closedBy = new TreeMap<Long, BigInteger>(); // the amounts of the pieces by the instants at which they end
        BigInteger m = high; // "Start with mark m = H"; null: nothing counts, after a correction
        for (var at : events.entrySet()) {
            var event = at.getValue();
            closedBy.merge(at.getKey(), piece(definition, m, event), BigInteger::add);
            m = switch (event.event()) {
                case "reset", "rollover" -> BigInteger.ZERO;
                case "swap" -> event.opening();
                default -> null;
            };
        }
        // "The last piece, max(0, v - m), ends at tb (an event at tb itself: it joins the piece before)."
        closedBy.merge(tb, m == null ? BigInteger.ZERO : growth(definition, m, v), BigInteger::add);
        var spans = new ArrayList<ReferenceSpan>();
        long from = ta;
        for (var piece : closedBy.entrySet()) {
            // Rule 14: the pair's length says which periods it tells of, and whether it counts as measured.
            boolean measured = tb - ta <= definition.maxGap();
            spans.add(ReferenceSpan.spread(from, piece.getKey(), tb - ta, measured, piece.getValue()));
            from = piece.getKey();
        }
        return spans;
    }

    private static BigInteger piece(ReferenceDefinition definition, @Nullable BigInteger m, ReferenceMeterEvent event) {
        if (m == null) {
            return BigInteger.ZERO; // "nothing counts until the next event or b"
        }
        return switch (event.event()) {
            case "rollover" -> {
                var modulus = definition.modulus(); // gone since the event was accepted: like a reset
                yield modulus == null ? BigInteger.ZERO : modulus.subtract(m);
            }
            case "swap" -> growth(definition, m, Objects.requireNonNull(event.closing()));
            default -> BigInteger.ZERO;
        };
    }

    /** "max(0, v - m) ... (Signed: without the max.)" */
    private static BigInteger growth(ReferenceDefinition definition, BigInteger m, BigInteger v) {
        var grown = v.subtract(m);
        return definition.signed() ? grown : grown.max(BigInteger.ZERO);
    }
}
