package io.joulestream.jobs.providers;

import io.joulestream.core.weather.Observation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of an ask. */
public sealed interface Answer {

    /**
     * At least one observation.
     *
     * @param observations in order of time, each of a full hour of the day asked for that has come; an hour of which the
     *     provider knows nothing is not there
     * @param refused why other hours were left out: their values are out of range (SEMANTICS 30)
     */
    record Observed(String provider, List<Observation> observations, List<String> refused) implements Answer {
        public Observed {
            observations = List.copyOf(observations);
            refused = List.copyOf(refused);
        }
    }

    /** @param faults at least one: of every provider that was asked, in order */
    record Unavailable(List<ProviderFault> faults) implements Answer {
        public Unavailable {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("unavailable for no reason");
            }
        }

        static Unavailable of(ProviderFault fault) {
            return new Unavailable(List.of(fault));
        }

        /** The last provider's. */
        public ProviderFault fault() {
            return faults.get(faults.size() - 1);
        }

        /** The earliest instant at which asking again may help; null where only a restart does. */
        public @Nullable Instant retryAt() {
            return faults.stream()
                    .map(ProviderFault::retryAt)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }
}
