package io.joulestream.jobs.providers;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.WeatherEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers the observations of one day asked for. Each must be one that topic {@code weather} would take. Not thread-safe. */
final class HourlyObservations {
    private final CellDay wanted;
    private final Instant now;
    private final List<Observation> observations = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    /** @param now when it was asked: later hours are forecasts */
    HourlyObservations(CellDay wanted, Instant now) {
        this.wanted = wanted;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    CellDay wanted() {
        return wanted;
    }

    /**
     * Hours of other days, those yet to come and those without any value are passed over; one out of range is refused.
     *
     * @param values by the names of the wire, in its units: temperature, humidity, pressure, wind_speed, wind_direction,
     *     precipitation (of the hour that ends then)
     */
    void add(Instant hour, boolean provisional, Map<String, ? extends @Nullable BigDecimal> values)
            throws MalformedAnswer {
        if (!wanted.hasHour(hour, now) || values.values().stream().allMatch(Objects::isNull)) {
            return;
        }
        if (observations.stream().anyMatch(known -> known.tsMillis() == hour.toEpochMilli())) {
            throw new MalformedAnswer("the answer has " + hour + " twice");
        }
        Map<String, @Nullable Object> fields = new HashMap<>(values);
        fields.put("lat", Micros.toDecimal(wanted.cell().centreLatMicros()));
        fields.put("lon", Micros.toDecimal(wanted.cell().centreLonMicros()));
        fields.put("ts", BigDecimal.valueOf(hour.toEpochMilli()));
        fields.put("provisional", provisional);
        try {
            Observation observation =
                    WeatherEvent.of(fields, now.toEpochMilli()).observation();
            observations.add(Objects.requireNonNull(observation));
        } catch (Rejection e) {
            refused.add(hour + ": " + e.detail());
        }
    }

    /** @throws MalformedAnswer where all hours were out of range: no weather is like that, but wrong units are */
    Answer answer(String provider) throws MalformedAnswer {
        if (!observations.isEmpty()) {
            observations.sort(Comparator.comparingLong(Observation::tsMillis));
            return new Answer.Observed(provider, observations, refused);
        }
        if (!refused.isEmpty()) {
            throw new MalformedAnswer("no hour can be used; " + refused.get(0));
        }
        String detail = "has no values for " + wanted.cell() + " on " + wanted.day();
        return Answer.Unavailable.of(ProviderFault.of(provider, FaultKind.NOT_FOUND, detail, now));
    }
}
