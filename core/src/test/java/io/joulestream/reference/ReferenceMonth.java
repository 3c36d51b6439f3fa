package io.joulestream.reference;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What rules 22 to 24 say of a month whose end is not missing. Every decimal has exactly six decimals. */
public record ReferenceMonth(
        long end,
        String method,
        BigDecimal endReading,
        long leftTs,
        BigDecimal left,
        long rightTs,
        BigDecimal right,
        @Nullable BigDecimal consumption,
        String quality) {}
