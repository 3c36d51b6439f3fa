package io.joulestream.local;

import io.joulestream.reference.Reference;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A series in a running system and the same one in the reference, fed alike. For one thread. */
final class MirroredSeries {
    private final URI baseUrl;
    private final String name;
    private final ReadingsClient client;
    private final Reference reference = new Reference(ZoneId.of("UTC"));
    private String token = "";
    private boolean defined;

    MirroredSeries(URI baseUrl, String name) {
        this.baseUrl = baseUrl;
        this.name = name;
        this.client = new ReadingsClient(baseUrl, name);
    }

    String name() {
        return name;
    }

    ReadingsClient client() {
        return client;
    }

    Reference reference() {
        return reference;
    }

    /** Of the last write. */
    String token() {
        return token;
    }

    void define(Map<String, Object> definition) {
        token = ReadingsClient.untilAnswered(() -> client.define(definition));
        var fields = new HashMap<>(definition);
        fields.put("op", "series");
        apply(fields);
    }

    void delete() {
        token = ReadingsClient.untilAnswered(client::delete);
        apply(Map.of("op", "series-delete"));
    }

    /**
     * Sends readings and deletes, all of which the endpoint must take. A request without an answer is sent again until
     * there is one; as nobody else writes to the series, it does not matter how often it arrived.
     *
     * @return how each ended by the reference
     */
    List<String> send(List<Map<String, Object>> events) {
        token = ReadingsClient.untilAnswered(() -> client.send(events));
        var outcomes = new ArrayList<String>();
        events.forEach(event -> outcomes.add(apply(event)));
        return outcomes;
    }

    /** An event that went another way to the log; how it ended by the reference. */
    String mirror(Map<String, Object> event, String newToken) {
        token = newToken;
        return apply(event);
    }

    private String apply(Map<String, Object> event) {
        var outcome = reference.apply(event, System.currentTimeMillis());
        switch (outcome) {
            case "series_deleted" -> defined = false;
            case "definition", "accepted", "replaced", "duplicate" -> defined = true;
            default -> {} // as before
        }
        return outcome;
    }

    /** Waits for the last write, then compares everything. */
    void assertSame() {
        client.await(token);
        if (client.exists() != defined) {
            throw new AssertionError(name + (defined ? " is not there" : " is still there"));
        }
        if (defined) {
            new PointsComparer(baseUrl, name, reference).assertSame();
            MeterComparer.assertSame(client, reference);
            MonthsComparer.assertSame(client, reference);
        }
    }
}
