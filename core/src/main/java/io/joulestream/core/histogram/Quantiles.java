package io.joulestream.core.histogram;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of a value distribution (SEMANTICS 26): that of q is the middle of the first bucket up to which the weights are
 * at least q of all; that of 0 is the first bucket's with any weight. The middle is within 0.4 % of every value in it.
 */
public final class Quantiles {
    private final List<Long> bounds;
    private final List<Long> cumulative;

    /**
     * @param bounds of the buckets, ascending, by {@link ValueBuckets#bound}
     * @param weights of the buckets: milliseconds or readings; none is negative
     */
    public Quantiles(List<Long> bounds, List<Long> weights) {
        this.bounds = List.copyOf(bounds);
        long[] sum = {0};
        this.cumulative = weights.stream().map(weight -> sum[0] += weight).toList();
    }

    /** The quantile in micro-units; null where nothing has any weight. */
    public @Nullable Long of(BigDecimal q) {
        long total = cumulative.isEmpty() ? 0 : cumulative.get(cumulative.size() - 1);
        if (total == 0) {
            return null;
        }
        long rank = Math.max(
                1,
                q.multiply(BigDecimal.valueOf(total))
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact());
        int low = 0;
        int high = cumulative.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative.get(middle) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return ValueBuckets.middle(bounds.get(low));
    }
}
