package io.joulestream.core.series;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What someone knows of a counter's register at an instant (SEMANTICS 12): it overrides the guesses for the pair of
 * readings around it.
 *
 * @param closingMicros what the old register showed when it went, of a swap; otherwise 0
 * @param openingMicros what the new register showed when it came, of a swap; otherwise 0
 */
public record MeterEvent(Type type, long tsMillis, long closingMicros, long openingMicros) {

    /** What happened. */
    public enum Type {
        /** The register was set to zero. */
        RESET,
        /** The register wrapped at its modulus. */
        ROLLOVER,
        /** Another register took over. */
        SWAP,
        /** The register was set to some other value, not known. */
        CORRECTION;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        /** The type of exactly this wire name; null where there is none. */
        public static @Nullable Type find(String wireName) {
            for (Type type : values()) {
                if (type.wireName.equals(wireName)) {
                    return type;
                }
            }
            return null;
        }

        /** The name on the wire and in the tables. */
        public String wireName() {
            return wireName;
        }
    }
}
