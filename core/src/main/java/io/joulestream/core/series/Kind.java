package io.joulestream.core.series;

import io.joulestream.core.quantity.Dimension;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of series: a cumulative register, an amount per interval, a level (SEMANTICS 11, 15, 16). */
public enum Kind {
    COUNTER,
    DELTA,
    GAUGE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The kind of exactly this wire name; null where there is none. */
    public static @Nullable Kind find(String wireName) {
        for (Kind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        return null;
    }

    /** The name on the wire and in the tables. */
    public String wireName() {
        return wireName;
    }

    /** Whether there is such a series: powers and temperatures do not add up, so they are gauges only. */
    public boolean measures(Dimension dimension) {
        return this == GAUGE || (dimension != Dimension.POWER && dimension != Dimension.TEMPERATURE);
    }
}
