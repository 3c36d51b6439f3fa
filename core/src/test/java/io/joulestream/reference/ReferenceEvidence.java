package io.joulestream.reference;

import java.math.BigDecimal;

/**
 * Rules 11 and 12: what decided the increment of a pair of neighbouring readings, where that is not "v >= H".
 *
 * @param from the earlier reading's time
 * @param mark H before the later reading; of a signed counter the earlier reading's value
 * @param rule rollover, dip, reset, implausible or event
 * @param events the pair's events in time order, with commas
 * @param increment what was counted
 */
public record ReferenceEvidence(
        long from,
        BigDecimal mark,
        BigDecimal previous,
        BigDecimal value,
        String rule,
        String events,
        BigDecimal increment) {}
