package io.joulestream.endpoint.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One month of a counter (SEMANTICS 22 - 24).
 *
 * @param month twelve times the year, and 0 to 11 for its months
 * @param endReading null where the method is missing; then neither side says anything
 */
public record MonthRow(
        int month,
        long endMillis,
        String method,
        @Nullable BigDecimal endReading,
        long leftTsMillis,
        BigDecimal left,
        long rightTsMillis,
        BigDecimal right,
        @Nullable BigDecimal consumption,
        String quality,
        long revision) {}
