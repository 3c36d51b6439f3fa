package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.local.demo.Upload;
import io.joulestream.local.rest.Rest;
import io.joulestream.local.simulator.Scenario;
import io.joulestream.local.simulator.SimulatedSeries;
import io.joulestream.reference.Reference;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Weeks of the simulated sites, sent as the demonstration sends them, come out as the reference says. */
@OnSharedStack
class SimulatedYearEndToEndIT {
    private static final long SEED = 20_261_101;
    /** Both sites change their clocks in these weeks. */
    private static final Instant FROM = Instant.parse("2026-03-17T00:00:00Z");

    private static final Instant MINUTES_FROM = Instant.parse("2026-04-04T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-04-08T00:00:00Z");
    private static final Duration LIVE = Duration.ofHours(30);

    @Test
    void endsAsTheReferenceSays(SharedStack.Running system) {
        var upload = new Upload(new Rest(system.addresses().endpointUrl(), Duration.ofSeconds(30)));
        var scenario = Scenario.of(SEED, FROM, MINUTES_FROM, TO);
        var references = new TreeMap<String, Reference>();
        var tokens = new TreeSet<String>();
        var outcomes = new TreeSet<String>();
        for (var series : scenario.series()) {
            tokens.add(upload.define(series));
            var reference = new Reference(ZoneId.of("UTC"));
            var definition = new HashMap<>(series.definition());
            definition.put("op", "series");
            outcomes.add(reference.apply(definition, System.currentTimeMillis()));
            references.put(series.name(), reference);
        }
        // The past, then what goes on, in the steps of a clock.
        for (var now : List.of(TO, TO.plus(LIVE.dividedBy(2)), TO.plus(LIVE))) {
            for (var series : scenario.series()) {
                send(series, now, upload, references, tokens, outcomes);
            }
        }
        upload.awaitVisible(tokens, Duration.ofMinutes(2));

        assertEquals(new TreeSet<>(List.of("accepted", "definition", "deleted", "replaced")), outcomes);
        references.forEach((name, reference) -> new PointsComparer(system.baseUrl(), name, reference).assertSame());
        Invariants.assertHold(system.store());
    }

    private static void send(
            SimulatedSeries series,
            Instant now,
            Upload upload,
            Map<String, Reference> references,
            Set<String> tokens,
            Set<String> outcomes) {
        var events = series.until(now);
        var token = upload.send(events, count -> {});
        if (!token.isEmpty()) {
            tokens.add(token);
        }
        for (var event : events) {
            var fields = JsonText.object(event.toJson());
            fields.remove("series");
            outcomes.add(references
                    .getOrDefault(series.name(), new Reference(ZoneId.of("UTC")))
                    .apply(fields, System.currentTimeMillis()));
        }
    }
}
