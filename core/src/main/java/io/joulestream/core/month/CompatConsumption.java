package io.joulestream.core.month;

import io.joulestream.core.quantity.Wide;

/** Consumption by the old application's rules (SEMANTICS 24). */
final class CompatConsumption {
    private CompatConsumption() {}

    /** The row of a month whose consumption is the difference of two end readings: null where either is missing. */
    static MonthRow row(int month, long endMillis, MonthEnd end, MonthEnd from, MonthEnd to) {
        Wide consumption = null;
        if (from.known() && to.known()) {
            consumption = new Wide();
            consumption.set(to.value());
            consumption.subtract(from.value());
        }
        EndMethod quality = from.method().worse(to.method());
        return new MonthRow(MonthMode.COMPAT, month, endMillis, end, consumption, quality);
    }
}
