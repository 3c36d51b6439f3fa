package io.joulestream.reference;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The fields of rule 18, without revision. Every decimal has exactly six decimals, so that equals compares numbers. */
public record ReferenceRow(
        long end,
        long count,
        @Nullable Long firstTs,
        @Nullable BigDecimal first,
        @Nullable Long lastTs,
        @Nullable BigDecimal last,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable BigDecimal sum,
        @Nullable BigDecimal total,
        @Nullable BigDecimal mean,
        long measuredMs,
        long interpolatedMs,
        String quality) {}
