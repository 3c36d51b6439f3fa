package io.joulestream.endpoint.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One meter event; texts that were not sent are empty, and only a swap has values. */
public record MeterEventRow(
        long tsMillis,
        String event,
        @Nullable BigDecimal closing,
        @Nullable BigDecimal opening,
        String note,
        String source,
        String batch,
        long revision) {}
