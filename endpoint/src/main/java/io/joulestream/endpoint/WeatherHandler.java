package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.weather.WeatherEvent;
import io.joulestream.endpoint.log.EventLog;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** {@code POST /v1/weather}: a tenant's own observations and deletes of them. */
final class WeatherHandler {
    static final String TOPIC = "weather";

    private final EventLog log;
    private final PostedItems items;

    WeatherHandler(EventLog log, PostedItems items) {
        this.items = items;
        this.log = log;
    }

    void post(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx, Set.of());
        items.post(ctx, log.begin(TOPIC), WeatherHandler::recordKey);
    }

    private static String recordKey(String tenant, Map<String, Object> fields, long nowMillis) throws Rejection {
        return tenant + "/" + WeatherEvent.of(fields, nowMillis).cell();
    }
}
