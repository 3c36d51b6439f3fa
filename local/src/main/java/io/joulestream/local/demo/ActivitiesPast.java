package io.joulestream.local.demo;

import io.joulestream.local.process.Waiting;
import io.joulestream.local.rest.Json;
import io.joulestream.local.rest.Rest;
import io.joulestream.local.simulator.Scenario;
import io.joulestream.local.simulator.SimulatedActivity;
import io.joulestream.local.simulator.SimulatedActivity.Kind;
import io.joulestream.local.simulator.SimulatedObservation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An athlete's past and a weather station's: sent, and followed until the weather has come. */
record ActivitiesPast(List<SimulatedActivity> activities, List<SimulatedObservation> observations) {

    /** Of an activity in this time the observation that follows it may be yet to come. */
    private static final Duration RECENT = Duration.ofHours(3);

    private static final int PAGE = 1000;

    static ActivitiesPast of(Scenario scenario, Instant historyEnd) {
        return new ActivitiesPast(
                scenario.athlete().until(historyEnd), scenario.station().until(historyEnd));
    }

    /** What one has observed oneself first: for that nobody is asked. Returns the writes' tokens. */
    List<String> send(Upload upload) {
        return List.of(upload.sendWeather(observations, count -> {}), upload.sendActivities(activities, count -> {}));
    }

    /**
     * Returns when every activity has its weather, or the reason why there is none.
     *
     * @return how many activities there are, by the status of their weather
     */
    Map<String, Integer> awaitWeather(Rest endpoint, Duration limit) {
        var statuses = new TreeMap<String, Integer>();
        Waiting.until("the activities' weather", limit, () -> {
            var recent = Instant.now().minus(RECENT).toEpochMilli();
            var waiting = 0;
            statuses.clear();
            for (var activity : all(endpoint)) {
                var status = activity.get("weather").get("status").text().orElse("");
                statuses.merge(status, 1, Integer::sum);
                waiting += status.equals("pending")
                                && activity.get("start").number().orElse(0L) < recent
                        ? 1
                        : 0;
            }
            return waiting == 0;
        });
        return statuses;
    }

    private static List<Json> all(Rest endpoint) throws IOException {
        var all = new ArrayList<Json>();
        var page = endpoint.get("/v1/activities?limit=" + PAGE);
        all.addAll(page.get("activities").items());
        while (page.get("next").text().isPresent()) {
            page = endpoint.get("/v1/activities?limit=" + PAGE + "&cursor="
                    + page.get("next").text().get());
            all.addAll(page.get("activities").items());
        }
        return all;
    }

    /** What was made up, in a line. */
    String summary() {
        return "%,d activities: %,d late, %,d edited, %,d deleted; %,d observations of their own weather station: %,d revised"
                .formatted(
                        count(Kind.UPLOAD) + count(Kind.LATE),
                        count(Kind.LATE),
                        count(Kind.RENAME) + count(Kind.CORRECTION) + count(Kind.MOVE),
                        count(Kind.DELETE),
                        observations.size(),
                        observations.stream()
                                .filter(each -> each.kind() == SimulatedObservation.Kind.REVISION)
                                .count());
    }

    private long count(Kind kind) {
        return activities.stream().filter(each -> each.kind() == kind).count();
    }
}
