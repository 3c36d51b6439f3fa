package io.joulestream.endpoint.imports;

import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a column's values, or of all values of a file.
 *
 * @param definition fields of a definition, for a series that has none; empty without a kind
 * @param unit of the values; null: that of the series
 * @param zone of local times: the option clock, or zone; null: that of the series
 * @param shiftMillis added to every time: a value that is stamped with the start of its hour but read at its end
 * @param scale every value is multiplied with it, exactly; null: 1
 */
record Traits(
        Map<String, Object> definition,
        @Nullable Unit unit,
        @Nullable ZoneId zone,
        long shiftMillis,
        @Nullable BigDecimal scale) {
    static final Set<String> NAMES = Set.of(
            "kind",
            "unit",
            "zone",
            "clock",
            "interval",
            "stamp",
            "hold",
            "expectedInterval",
            "maxGap",
            "quantity",
            "name",
            "modulus",
            "maxRate",
            "signed",
            "levels",
            "shift",
            "scale");

    /** @param texts by name; names beside {@link #NAMES} are left out */
    static Traits of(Map<String, String> texts) throws BadOption {
        var definition = new LinkedHashMap<String, Object>();
        Unit unit = null;
        ZoneId zone = null;
        long shift = 0;
        BigDecimal scale = null;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            String name = text.getKey();
            String value = text.getValue();
            switch (name) {
                case "shift" -> shift = shift(value);
                case "scale" -> scale = number(name, value);
                case "clock" -> zone = zone(name, value);
                case "zone" -> {
                    zone = texts.containsKey("clock") ? zone : zone(name, value);
                    definition.put(name, value);
                }
                case "modulus", "maxRate" -> definition.put(name, number(name, value));
                case "signed", "levels" -> definition.put(name, flag(name, value));
                case "unit" -> {
                    unit = Unit.find(value);
                    if (unit == null) {
                        throw new BadOption(name, value, "one of " + Unit.symbols());
                    }
                    definition.put(name, unit.symbol());
                }
                default -> {
                    if (NAMES.contains(name)) {
                        definition.put(name, value);
                    }
                }
            }
        }
        if (!definition.containsKey("kind")) {
            definition.clear();
        }
        return new Traits(definition, unit, zone, shift, scale);
    }

    private static ZoneId zone(String name, String text) throws BadOption {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadOption(name, text, "an IANA zone such as Europe/Madrid");
        }
    }

    private static long shift(String text) throws BadOption {
        try {
            return Duration.parse(text).toMillis();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadOption("shift", text, "a duration such as PT1H or -PT15M");
        }
    }

    private static BigDecimal number(String name, String text) throws BadOption {
        try {
            BigDecimal number = new BigDecimal(text);
            if (text.length() <= 30 && Math.abs(number.scale()) <= 30 && number.signum() != 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new BadOption(name, text, "a decimal number, and not 0");
    }

    static boolean flag(String name, String text) throws BadOption {
        if (!text.equals("true") && !text.equals("false")) {
            throw new BadOption(name, text, "true or false");
        }
        return text.equals("true");
    }
}
