package io.joulestream.endpoint.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One precomputed window (SEMANTICS 18). */
public record RollupRow(
        long startMillis,
        long endMillis,
        long count,
        @Nullable Long firstTsMillis,
        @Nullable BigDecimal first,
        @Nullable Long lastTsMillis,
        @Nullable BigDecimal last,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable BigDecimal sum,
        @Nullable BigDecimal total,
        @Nullable BigDecimal mean,
        long measuredMillis,
        long interpolatedMillis,
        String quality,
        long revision) {}
