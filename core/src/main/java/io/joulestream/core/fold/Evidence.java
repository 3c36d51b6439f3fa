package io.joulestream.core.fold;

import java.math.BigInteger;
import java.util.Locale;

/**
 * What decided the increment of a pair of neighbouring readings of a counter, where that is more than the plain growth of
 * its register: a guess (SEMANTICS 11) or what meter events told (12).
 *
 * @param fromMillis the earlier reading
 * @param tsMillis the later reading
 * @param markMicros the high-water mark before the later one; of a signed counter the earlier reading's value
 * @param previousMicros the earlier reading's value
 * @param micros the later reading's value
 * @param events the types of the meter events between, in the order of time, with commas; empty for a guess
 * @param incrementMicros what was counted; beyond a value's range where many rollovers were told
 */
public record Evidence(
        long fromMillis,
        long tsMillis,
        long markMicros,
        long previousMicros,
        long micros,
        Rule rule,
        String events,
        BigInteger incrementMicros) {

    /** What was applied in place of the plain growth. */
    public enum Rule {
        ROLLOVER,
        DIP,
        RESET,
        IMPLAUSIBLE,
        EVENT;

        /** Who says so. */
        public Source source() {
            return this == EVENT ? Source.TOLD : Source.GUESSED;
        }
    }

    /** How a rule is known. */
    public enum Source {
        TOLD,
        GUESSED
    }

    /** Events of a pair by their names on the wire. */
    static String and(String events, String wireName) {
        return events.isEmpty() ? wireName : events + "," + wireName;
    }

    /** For messages: {@code reset (guessed)}, {@code swap,reset (told)}. */
    @Override
    public String toString() {
        String what = rule == Rule.EVENT ? events : rule.name().toLowerCase(Locale.ROOT);
        return what + " (" + rule.source().name().toLowerCase(Locale.ROOT) + ") from " + fromMillis + " to " + tsMillis
                + ": mark " + markMicros + ", " + previousMicros + " to " + micros + ", counted " + incrementMicros;
    }
}
