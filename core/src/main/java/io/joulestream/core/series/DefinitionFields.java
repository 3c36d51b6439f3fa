package io.joulestream.core.series;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A definition's way from and to the fields of the wire; the defaults live here. */
final class DefinitionFields {
    private static final long COUNTER_MAX_GAP = Duration.ofDays(35).toMillis();
    private static final long GAUGE_MAX_GAP = Duration.ofHours(1).toMillis();
    private static final long HORIZON = Duration.ofDays(31).toMillis();
    private static final int LONGEST_QUANTITY = 200;
    private static final int LONGEST_NAME = 500;
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private DefinitionFields() {}

    static SeriesDefinition read(Map<String, ?> values, ZoneId defaultZone) throws Rejection {
        var fields = new Fields(values, Reason.DEFINITION_INVALID);
        Kind kind = kind(fields);
        Unit unit = unit(fields);
        Hold hold = hold(fields);
        Long expectedInterval = duration(fields, "expectedInterval");
        Long maxGap = duration(fields, "maxGap");
        Long horizon = duration(fields, "horizon");
        try {
            return new SeriesDefinition(
                    kind,
                    unit,
                    fields.text("quantity", LONGEST_QUANTITY),
                    zone(fields, defaultZone),
                    fields.text("name", LONGEST_NAME),
                    maxGap != null ? maxGap : defaultMaxGap(kind, hold, expectedInterval),
                    expectedInterval,
                    horizon != null ? horizon : HORIZON,
                    amount(fields, "modulus", unit),
                    amount(fields, "maxRate", unit),
                    fields.flag("signed"),
                    interval(fields),
                    stamp(fields),
                    hold,
                    fields.flag("levels"),
                    degrees(fields, "lat"),
                    degrees(fields, "lon"));
        } catch (IllegalArgumentException e) {
            throw new Rejection(Reason.DEFINITION_INVALID, String.valueOf(e.getMessage()));
        }
    }

    static Map<String, Object> write(SeriesDefinition definition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Unit unit = definition.unit();
        fields.put("kind", definition.kind().wireName());
        fields.put("unit", unit.symbol());
        putText(fields, "quantity", definition.quantity());
        fields.put("zone", definition.zone().getId());
        putText(fields, "name", definition.name());
        fields.put("maxGap", Durations.format(definition.maxGapMillis()));
        if (definition.expectedIntervalMillis() != null) {
            fields.put("expectedInterval", Durations.format(definition.expectedIntervalMillis()));
        }
        fields.put("horizon", Durations.format(definition.horizonMillis()));
        if (definition.modulusMicros() != null) {
            fields.put("modulus", Micros.toDecimal(definition.modulusMicros(), unit));
        }
        if (definition.maxRateMicrosPerHour() != null) {
            fields.put("maxRate", Micros.toDecimal(definition.maxRateMicrosPerHour(), unit));
        }
        fields.put("signed", definition.signed());
        if (definition.interval() != null) {
            fields.put("interval", definition.interval().iso());
        }
        fields.put("stamp", definition.stamp().wireName());
        fields.put("hold", definition.hold().wireName());
        fields.put("levels", definition.levels());
        if (definition.lat() != null && definition.lon() != null) {
            fields.put("lat", BigDecimal.valueOf(definition.lat()));
            fields.put("lon", BigDecimal.valueOf(definition.lon()));
        }
        return fields;
    }

    private static void putText(Map<String, Object> fields, String field, String text) {
        if (!text.isEmpty()) {
            fields.put(field, text);
        }
    }

    private static Kind kind(Fields fields) throws Rejection {
        String name = fields.text("kind");
        Kind kind = name == null ? null : Kind.find(name);
        if (kind == null) {
            throw fields.refused("kind", "counter, delta or gauge");
        }
        return kind;
    }

    private static Unit unit(Fields fields) throws Rejection {
        Unit unit = fields.unit("unit");
        if (unit == null) {
            throw fields.refused("unit", "one of " + Unit.symbols());
        }
        return unit;
    }

    private static ZoneId zone(Fields fields, ZoneId defaultZone) throws Rejection {
        String id = fields.text("zone");
        if (id == null) {
            return defaultZone;
        }
        if (!ZONES.contains(id)) {
            throw fields.refused("zone", "an IANA time zone such as Europe/Madrid");
        }
        return ZoneId.of(id);
    }

    /** A linear gauge's default stops at what is allowed: nobody is refused for what he did not write. */
    private static long defaultMaxGap(Kind kind, Hold hold, @Nullable Long expectedInterval) {
        if (kind != Kind.GAUGE) {
            return COUNTER_MAX_GAP;
        }
        long maxGap = expectedInterval == null ? GAUGE_MAX_GAP : 3 * expectedInterval;
        return Math.min(
                maxGap, hold == Hold.LINEAR ? SeriesDefinition.LONGEST_LINEAR_GAP_MILLIS : Durations.LONGEST_MILLIS);
    }

    private static @Nullable Long duration(Fields fields, String field) throws Rejection {
        String iso = fields.text(field);
        if (iso == null) {
            return null;
        }
        try {
            return Durations.parse(iso);
        } catch (IllegalArgumentException e) {
            throw fields.refused(field, e);
        }
    }

    private static @Nullable AmountInterval interval(Fields fields) throws Rejection {
        String iso = fields.text("interval");
        if (iso == null) {
            return null;
        }
        try {
            return AmountInterval.parse(iso);
        } catch (IllegalArgumentException e) {
            throw fields.refused("interval", e);
        }
    }

    private static @Nullable Long amount(Fields fields, String field, Unit unit) throws Rejection {
        BigDecimal amount = fields.number(field);
        if (amount == null) {
            return null;
        }
        long micros = Micros.of(amount, unit);
        if (micros <= 0) {
            throw fields.refused(field, "above 0 and below 1e12 in the canonical unit");
        }
        return micros;
    }

    private static Stamp stamp(Fields fields) throws Rejection {
        String name = fields.text("stamp");
        for (Stamp stamp : Stamp.values()) {
            if (name == null || name.equals(stamp.wireName())) {
                return stamp;
            }
        }
        throw fields.refused("stamp", "start or end");
    }

    private static Hold hold(Fields fields) throws Rejection {
        String name = fields.text("hold");
        for (Hold hold : Hold.values()) {
            if (name == null || name.equals(hold.wireName())) {
                return hold;
            }
        }
        throw fields.refused("hold", "step or linear");
    }

    private static @Nullable Double degrees(Fields fields, String field) throws Rejection {
        BigDecimal number = fields.number(field);
        return number == null ? null : number.doubleValue();
    }
}
