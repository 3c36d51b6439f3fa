package io.joulestream.udfs;

import io.joulestream.core.quantity.Unit;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code CANONICAL_UNIT(unit)}: the unit that {@code CANONICAL_VALUE} answers in: Wh, W, m3, Cel or 1.
 *
 * <pre>{@code
 * CREATE FUNCTION CANONICAL_UNIT AS 'io.joulestream.udfs.CanonicalUnitUdf' USING JAR '/opt/joulestream-udfs-shaded.jar';
 * SELECT CANONICAL_VALUE(raw, unit), CANONICAL_UNIT(unit) FROM meters;
 * }</pre>
 *
 * <p>Null for a unit that is not accepted, and for null. Case matters: mW is not MW.
 */
public final class CanonicalUnitUdf extends ScalarFunction {
    private static final long serialVersionUID = 1;

    public @Nullable String eval(@Nullable String unit) {
        Unit known = unit == null ? null : Unit.find(unit);
        return known == null ? null : known.dimension().canonicalUnit();
    }
}
