package io.joulestream.endpoint.store;

import java.math.BigDecimal;

/** One reading with the texts that came with it, empty where there were none. */
public record NotedReading(long tsMillis, BigDecimal value, String note, String source, long revision) {}
