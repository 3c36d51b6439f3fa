package io.joulestream.local.demo;

import io.joulestream.local.console.Console;
import io.joulestream.local.rest.Rest;
import io.joulestream.local.simulator.Scenario;
import io.joulestream.local.simulator.SimulatedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What happens at the simulated sites from now on, sent as it happens. For one thread. */
public final class LiveReadings {

    private static final long STEP_MILLIS = 250;

    private final Scenario scenario;
    private final Upload upload;
    private final LiveClock clock;
    private final InstantSource time;
    private final Console console;
    private long sent;

    public LiveReadings(Scenario scenario, Rest endpoint, LiveClock clock, InstantSource time, Console console) {
        this.scenario = scenario;
        this.upload = new Upload(endpoint);
        this.clock = clock;
        this.time = time;
        this.console = console;
    }

    /** Sends until the latch is open. */
    public void run(CountDownLatch stopping) throws InterruptedException {
        do {
            var simulated = clock.at(time.instant());
            upload.send(events(simulated), count -> sent += count);
            upload.sendWeather(scenario.station().until(simulated), count -> {});
            upload.sendActivities(scenario.athlete().until(simulated), count -> {});
            console.status("live", "%,d readings; the sites' time is %s UTC".formatted(sent, shown(simulated)));
        } while (!stopping.await(STEP_MILLIS, TimeUnit.MILLISECONDS));
    }

    private List<SimulatedEvent> events(Instant simulated) {
        var events = new ArrayList<SimulatedEvent>();
        scenario.series().forEach(series -> events.addAll(series.until(simulated)));
        return events;
    }

    private static String shown(Instant simulated) {
        return simulated
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", "");
    }
}
