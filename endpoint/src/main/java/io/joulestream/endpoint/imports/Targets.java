package io.joulestream.endpoint.imports;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The series of one file, each looked up once. */
final class Targets {
    static final int MOST = 10_000;

    private final String tenant;
    private final Definitions definitions;
    private final ZoneId defaultZone;
    private final Map<String, Target> targets = new LinkedHashMap<>();

    /** Where definitions are looked up. */
    interface Definitions {
        Optional<SeriesDefinition> find(SeriesKey key) throws StoreUnavailable;
    }

    Targets(String tenant, Definitions definitions, ZoneId defaultZone) {
        this.tenant = tenant;
        this.definitions = definitions;
        this.defaultZone = defaultZone;
    }

    Collection<Target> all() {
        return targets.values();
    }

    void restart() {
        targets.values().forEach(Target::restart);
    }

    /** @param unit that the row says, for a definition; may be empty */
    Target find(String series, Traits traits, String unit, long row, String column) throws Refusal, StoreUnavailable {
        Target known = targets.get(series);
        try {
            Target target = known == null ? make(series, traits, unit, row, column) : known;
            Object kind = traits.definition().get("kind");
            if (kind != null && !kind.equals(target.definition.kind().wireName())) {
                throw new Rejection(
                        Reason.DEFINITION_INVALID,
                        "series '" + series + "' is a "
                                + target.definition.kind().wireName() + ", not a " + kind);
            }
            targets.put(series, target);
            return target;
        } catch (Rejection e) {
            throw Refusal.of(row, column, e);
        }
    }

    private Target make(String series, Traits traits, String unit, long row, String column)
            throws Rejection, Refusal, StoreUnavailable {
        if (targets.size() == MOST) {
            throw Refusal.of(row, column, Fault.SERIES_TOO_MANY, "a file has at most " + MOST + " series");
        }
        SeriesKey key = SeriesKey.of(tenant, series);
        Optional<SeriesDefinition> found = definitions.find(key);
        if (found.isPresent()) {
            return new Target(
                    key, found.get(), false, traits.zone() == null ? found.get().zone() : traits.zone());
        }
        if (traits.definition().isEmpty()) {
            throw new Rejection(
                    Reason.SERIES_UNKNOWN,
                    "series '" + series + "' is not defined: PUT /v1/series/" + series
                            + " defines it, or the options kind, unit and zone of an import");
        }
        var fields = new LinkedHashMap<>(traits.definition());
        if (!unit.isEmpty()) {
            fields.putIfAbsent("unit", unit);
        }
        return new Target(key, SeriesDefinition.of(fields, defaultZone), true, traits.zone());
    }
}
