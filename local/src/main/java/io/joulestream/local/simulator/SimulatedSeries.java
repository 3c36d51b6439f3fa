package io.joulestream.local.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One series: its definition, and its events in the order in which they arrive. Not thread-safe. */
public final class SimulatedSeries {

    private final String name;
    private final Map<String, Object> definition;
    private final Source source;
    private final Disorder disorder;

    SimulatedSeries(String name, Map<String, Object> definition, Source source, Disorder disorder) {
        this.name = name;
        this.definition = definition;
        this.source = source;
        this.disorder = disorder;
    }

    public String name() {
        return name;
    }

    /** The body of its {@code PUT /v1/series/…}. */
    public Map<String, Object> definition() {
        return definition;
    }

    /** What arrives up to this instant and was not returned before. */
    public List<SimulatedEvent> until(Instant now) {
        return disorder.until(now.toEpochMilli());
    }

    /** What the disorder draws from: for whoever wants the readings as they were taken, and no events. */
    Source source() {
        return source;
    }
}
