package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rule 12: what is known of a register at an instant.
 *
 * @param event reset, rollover, swap or correction
 * @param closing in micro-units, of a swap only
 * @param opening likewise
 */
public record ReferenceMeterEvent(
        String event,
        @Nullable BigInteger closing,
        @Nullable BigInteger opening) {

    static ReferenceMeterEvent of(Map<String, Object> fields, ReferenceDefinition definition) throws RefusedEvent {
        var event = fields.get("event");
        if (!(event instanceof String name)
                || !List.of("reset", "rollover", "swap", "correction").contains(name)) {
            throw invalid();
        }
        // A register is what a counter has, and no other kind.
        if (!definition.kind().equals("counter")) {
            throw invalid();
        }
        var unit = fields.get("unit") == null ? definition.unit() : ReferenceUnit.of(fields.get("unit"));
        if (!unit.canonical().equals(definition.unit().canonical())) {
            throw new RefusedEvent("unit_mismatch");
        }
        if (name.equals("rollover") && definition.modulus() == null) {
            throw invalid(); // "refused without a modulus"
        }
        return name.equals("swap")
                ? new ReferenceMeterEvent(
                        name,
                        register(fields, "closing", unit, definition),
                        register(fields, "opening", unit, definition))
                : new ReferenceMeterEvent(name, null, null);
    }

    /** Rule 11: values >= 0 and below the modulus. */
    private static BigInteger register(
            Map<String, Object> fields, String name, ReferenceUnit unit, ReferenceDefinition definition)
            throws RefusedEvent {
        try {
            var micros = unit.micros(new BigDecimal(String.valueOf(fields.get(name))));
            var modulus = definition.modulus();
            if (micros.signum() >= 0 && (modulus == null || micros.compareTo(modulus) < 0)) {
                return micros;
            }
        } catch (NumberFormatException | RefusedEvent e) {
            throw invalid();
        }
        throw invalid();
    }

    private static RefusedEvent invalid() {
        return new RefusedEvent("meter_event_invalid");
    }
}
