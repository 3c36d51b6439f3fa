package io.joulestream.core.series;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Dimension;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.weather.Position;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a series is; the latest one holds for its whole history (SEMANTICS 10). {@code unit} is that of readings sent
 * without one, and of {@code modulus} and {@code maxRate} on the wire; here both are micros of the canonical unit.
 * {@code maxGapMillis} means nothing for a delta. Empty texts and nulls: not given.
 */
public record SeriesDefinition(
        Kind kind,
        Unit unit,
        String quantity,
        ZoneId zone,
        String name,
        long maxGapMillis,
        @Nullable Long expectedIntervalMillis,
        long horizonMillis,
        @Nullable Long modulusMicros,
        @Nullable Long maxRateMicrosPerHour,
        boolean signed,
        @Nullable AmountInterval interval,
        Stamp stamp,
        Hold hold,
        boolean levels,
        @Nullable Double lat,
        @Nullable Double lon) {
    /** A straight line over more than a month says nothing (SEMANTICS 16). */
    static final long LONGEST_LINEAR_GAP_MILLIS = Duration.ofDays(31).toMillis();

    private static final long LONGEST_MINUTES_INTERVAL_MILLIS = 60_000;
    private static final long MICROS_PER_UNIT = 1_000_000;

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    public SeriesDefinition {
        require(
                kind.measures(unit.dimension()),
                () -> "unit '" + unit.symbol() + "' is not one of a " + kind.wireName()
                        + ": powers and temperatures are gauges");
        requireDuration("maxGap", 1, maxGapMillis);
        requireDuration("expectedInterval", 1, expectedIntervalMillis);
        requireDuration("horizon", 0, horizonMillis);
        requireAmount("modulus", modulusMicros, kind);
        requireAmount("maxRate", maxRateMicrosPerHour, kind);
        require(!signed || kind == Kind.COUNTER, () -> "signed is for a counter only");
        requireDeltaFields(kind, interval, stamp);
        requireGaugeFields(kind, unit, hold, maxGapMillis, levels);
        require((lat == null) == (lon == null), () -> "lat and lon need each other: give both or neither");
        requireDegrees("lat", lat, 90);
        requireDegrees("lon", lon, 180);
    }

    /**
     * The definition of these fields, named as in the HTTP API, with every default filled in; unknown ones are ignored.
     *
     * @param fields flat JSON: String, BigDecimal, Boolean; Double only for a number that is not finite
     */
    public static SeriesDefinition of(Map<String, ?> fields, ZoneId defaultZone) throws Rejection {
        return DefinitionFields.read(fields, defaultZone);
    }

    /** The definition that a reading with kind and unit implies (SEMANTICS 9); a delta needs an interval, so has none. */
    public static SeriesDefinition impliedBy(SeriesEvent reading, ZoneId zone) throws Rejection {
        Kind kind = reading.kind();
        Unit unit = reading.unit();
        if (kind == null || unit == null) {
            throw new Rejection(
                    Reason.SERIES_UNKNOWN, "the series is not defined, and the reading has not both kind and unit");
        }
        return implied(kind, unit, zone);
    }

    static SeriesDefinition implied(Kind kind, Unit unit, ZoneId zone) throws Rejection {
        return of(Map.of("kind", kind.wireName(), "unit", unit.symbol()), zone);
    }

    /** The fields from which {@link #of} makes this definition again, in the order of the API; defaults are included. */
    public Map<String, Object> fields() {
        return DefinitionFields.write(this);
    }

    /** Where it is; null where nobody has said so. */
    public @Nullable Position position() {
        return lat == null || lon == null ? null : Position.ofDegrees(lat, lon);
    }

    /** Whether there are 1-minute windows (SEMANTICS 5). */
    public boolean hasMinutes() {
        return expectedIntervalMillis != null && expectedIntervalMillis <= LONGEST_MINUTES_INTERVAL_MILLIS;
    }

    /** Whether rows have a total (SEMANTICS 18): a gauge's only where it is a power. */
    public boolean hasTotals() {
        return kind != Kind.GAUGE || unit.dimension() == Dimension.POWER;
    }

    /** Whether the other definition gives the same rows for the same readings (SEMANTICS 10): no need to recompute any. */
    public boolean foldsLike(SeriesDefinition other) {
        return kind == other.kind
                && unit.dimension() == other.unit.dimension()
                && zone.equals(other.zone)
                && Objects.equals(expectedIntervalMillis, other.expectedIntervalMillis)
                && maxGapMillis == other.maxGapMillis
                && Objects.equals(modulusMicros, other.modulusMicros)
                && Objects.equals(maxRateMicrosPerHour, other.maxRateMicrosPerHour)
                && signed == other.signed
                && Objects.equals(interval, other.interval)
                && stamp == other.stamp
                && hold == other.hold;
    }

    /** The value of a reading of this series, once it has passed every check that needs the definition. */
    public long microsOf(SeriesEvent reading) throws Rejection {
        Unit sent = reading.unit();
        if (sent != null) {
            requireDimensionOf(sent);
        }
        if (reading.level() && !levels) {
            throw new Rejection(
                    Reason.VALUE_INVALID,
                    "value " + Fields.shown(reading.text())
                            + " is not a number; only a series with levels takes words");
        }
        long micros = reading.microsIn(unit);
        if (levels) {
            requireLevel(reading, micros);
        }
        if (micros == Micros.OUT_OF_RANGE) {
            throw new Rejection(Reason.VALUE_OUT_OF_RANGE, "value in " + unit.symbol() + " is not below 1e12");
        }
        if (kind == Kind.COUNTER && (micros < 0 || (modulusMicros != null && micros >= modulusMicros))) {
            throw new Rejection(
                    Reason.VALUE_OUT_OF_RANGE,
                    "value " + Micros.format(micros) + " " + unit.dimension().canonicalUnit()
                            + " of a counter is below 0 or not below its modulus");
        }
        return micros;
    }

    /** The meter event of this series, once it has passed every check that needs the definition. */
    public MeterEvent meterEventOf(SeriesEvent event) throws Rejection {
        return Objects.requireNonNull(event.meter(), "op meter").in(this, event.tsMillis(), event.unit());
    }

    /** Refuses a definition to follow this one that measures another dimension (SEMANTICS 10). */
    public void requireSameDimension(SeriesDefinition next) throws Rejection {
        if (next.unit.dimension() != unit.dimension()) {
            throw new Rejection(
                    Reason.DEFINITION_INVALID,
                    "unit '" + next.unit.symbol() + "' measures another dimension than the series has, "
                            + unit.dimension() + "; delete the series first");
        }
    }

    void requireDimensionOf(Unit sent) throws Rejection {
        if (sent.dimension() != unit.dimension()) {
            throw new Rejection(
                    Reason.UNIT_MISMATCH,
                    "unit '" + sent.symbol() + "' does not convert to the series' "
                            + unit.dimension().canonicalUnit());
        }
    }

    private static void requireLevel(SeriesEvent reading, long micros) throws Rejection {
        boolean whole = micros % MICROS_PER_UNIT == 0;
        long level = micros / MICROS_PER_UNIT;
        if (!whole || level < Levels.LOWEST || level > Levels.HIGHEST) {
            String sent = reading.level() ? " " + Fields.shown(reading.text()) : "";
            throw new Rejection(
                    Reason.LEVEL_INVALID,
                    "value" + sent + " is not a level: an integer from 1 to 10, or one of " + Levels.words());
        }
    }

    private static void requireDuration(String field, long least, @Nullable Long millis) {
        require(
                millis == null || (millis >= least && millis <= Durations.LONGEST_MILLIS),
                () -> field + " of " + millis + " ms is not from " + Duration.ofMillis(least) + " to P36500D");
    }

    private static void requireAmount(String field, @Nullable Long micros, Kind kind) {
        require(micros == null || kind == Kind.COUNTER, () -> field + " is for a counter only");
        require(
                micros == null || (micros > 0 && micros < Micros.LIMIT),
                () -> field + " is not above 0 and below 1e12 in the canonical unit");
    }

    private static void requireDeltaFields(Kind kind, @Nullable AmountInterval interval, Stamp stamp) {
        boolean delta = kind == Kind.DELTA;
        require(!delta || interval != null, () -> "interval is missing: a delta needs one");
        require(delta || interval == null, () -> "interval is for a delta only, not for a " + kind.wireName());
        require(delta || stamp == Stamp.START, () -> "stamp 'end' is for a delta only");
    }

    private static void requireGaugeFields(Kind kind, Unit unit, Hold hold, long maxGapMillis, boolean levels) {
        boolean gauge = kind == Kind.GAUGE;
        boolean linear = hold == Hold.LINEAR;
        require(gauge || !linear, () -> "hold 'linear' is for a gauge only");
        require(
                !linear || maxGapMillis <= LONGEST_LINEAR_GAP_MILLIS,
                () -> "maxGap '" + Durations.format(maxGapMillis) + "' of a linear gauge is not at most P31D");
        require(
                !levels || (gauge && unit == Unit.ONE),
                () -> "levels is for a gauge of unit '1' only, not for a " + kind.wireName() + " of '" + unit.symbol()
                        + "'");
    }

    private static void requireDegrees(String field, @Nullable Double degrees, int most) {
        require(
                degrees == null || (degrees >= -most && degrees <= most),
                () -> field + " " + degrees + " is not from -" + most + " to " + most);
    }

    private static void require(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new IllegalArgumentException(message.get());
        }
    }
}
