package io.joulestream.endpoint.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What decided the increment of one pair of neighbouring readings of a counter, where that is no plain growth. */
public record EvidenceRow(
        long fromMillis,
        long tsMillis,
        String rule,
        String source,
        String events,
        BigDecimal mark,
        BigDecimal previous,
        BigDecimal value,
        @Nullable BigDecimal increment,
        long revision) {}
