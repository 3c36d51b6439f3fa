package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a source measures at an instant, before anything goes wrong on its way; the note may be empty. */
record Reading(long millis, BigDecimal value, String note) {

    static Reading of(long millis, double value, int decimals) {
        return new Reading(millis, BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN), "");
    }
}
