package io.joulestream.endpoint.store;

import java.math.BigDecimal;

/** One reading, in the canonical unit of its series. */
public record ReadingRow(long tsMillis, BigDecimal value, long revision) {}
