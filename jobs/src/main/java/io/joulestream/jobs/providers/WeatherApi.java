package io.joulestream.jobs.providers;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is particular to one provider: its addresses and its format. Immutable. */
interface WeatherApi {
    String name();

    /** Where and with what to ask for a day; as many requests as it costs, each holding the key. Empty: nothing to ask. */
    List<URI> requests(CellDay wanted, Instant now);

    /**
     * Adds what an answer says.
     *
     * @param request which of {@link #requests} it answers, from 0
     */
    void read(String body, int request, HourlyObservations into) throws MalformedAnswer;

    /** What a refusal's body says, for people; null where it is not in the documented format. */
    @Nullable
    String reason(String body);

    /** Whether a refusal with an unspecific code (400) is about the key. */
    default boolean isAboutTheKey(String reason) {
        return false;
    }

    /** When a quota is there again, by a refusal without a header that says so. */
    Instant quotaEnd(String reason, Instant now);

    ApiKey key();
}
