package io.joulestream.core.month;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.quantity.Wide;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One month of a counter (SEMANTICS 22 - 24); one whose end is missing has no row.
 *
 * @param month as {@link SiteMonths} numbers them
 * @param endMillis the instant at which the next month starts, in both modes
 * @param consumption null where an end that it needs is missing; the quality is then missing too
 */
public record MonthRow(
        MonthMode mode,
        int month,
        long endMillis,
        MonthEnd end,
        @Nullable Wide consumption,
        EndMethod quality) {

    /** Says that there is no such row any more. */
    public static MonthRow none(MonthMode mode, int month, long endMillis) {
        return new MonthRow(mode, month, endMillis, MonthEnd.MISSING, null, EndMethod.MISSING);
    }

    /** The first day of the month, as days since 1970-01-01. */
    public int firstDay() {
        return (int) LocalDate.of(month / 12, month % 12 + 1, 1).toEpochDay();
    }

    public boolean exists() {
        return end.known();
    }

    /** All that the row says: equal for equal rows. */
    public byte[] toBytes() {
        ByteSink out = new ByteSink(64);
        out.writeSigned(endMillis);
        out.writeText(end.method().wireName());
        write(out, end.value());
        out.writeSigned(end.leftTs());
        out.writeSigned(end.leftMicros());
        out.writeSigned(end.rightTs());
        out.writeSigned(end.rightMicros());
        out.writeText(quality.wireName());
        out.writeByte(consumption == null ? 0 : 1);
        if (consumption != null) {
            write(out, consumption);
        }
        return out.toByteArray();
    }

    private static void write(ByteSink out, Wide wide) {
        out.writeSigned(wide.high());
        out.writeSigned(wide.low());
    }
}
