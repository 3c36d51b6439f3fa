package io.joulestream.udfs;

import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code CANONICAL_VALUE(text, unit)}: a decimal number in the canonical unit of its dimension, Wh, W, m3, Cel or 1; the
 * {@code value} of table {@code reading}. Exact: rounded once, half-even, to six decimals.
 *
 * <pre>{@code
 * CREATE FUNCTION CANONICAL_VALUE AS 'io.joulestream.udfs.CanonicalValueUdf' USING JAR '/opt/joulestream-udfs-shaded.jar';
 * SELECT CANONICAL_VALUE('1.5', 'kWh');                                    -- 1500.000000
 * SELECT raw FROM meters WHERE raw IS NOT NULL AND CANONICAL_VALUE(raw, unit) IS NULL;  -- what cannot be used
 * }</pre>
 *
 * <p>Null for what cannot be used, because one bad record must not end a query that runs for ever: no number, not
 * finite, 1e12 or more in the canonical unit, an unknown unit (see {@link CanonicalUnitUdf}), null. Takes STRING, so
 * cast a number to it; gives DECIMAL(18, 6).
 */
public final class CanonicalValueUdf extends ScalarFunction {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_TEXT = 1000;

    public @DataTypeHint("DECIMAL(18, 6)") @Nullable BigDecimal eval(@Nullable String text, @Nullable String unit) {
        Unit known = unit == null ? null : Unit.find(unit);
        if (text == null || known == null || text.length() > LONGEST_TEXT) {
            return null;
        }
        try {
            long micros = Micros.of(new BigDecimal(text), known);
            return micros == Micros.OUT_OF_RANGE ? null : Micros.toDecimal(micros);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
