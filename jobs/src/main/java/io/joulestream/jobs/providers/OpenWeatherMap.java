package io.joulestream.jobs.providers;

import io.joulestream.core.quantity.Micros;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * OpenWeatherMap's One Call 3.0, "timemachine": the weather at one instant a request, so a whole day costs 24 of them. The
 * free 1,000 requests a day are 41 days of a cell. Asked for in its standard units, kelvin among them: an answer does not say
 * its units, and these cannot be mistaken for others. Rain and snow are, as ours, of the hour that ends at the stated time;
 * what is not named did not happen.
 *
 * @see <a href="https://openweathermap.org/api/one-call-3#history">the documented format</a>
 */
final class OpenWeatherMap implements WeatherApi {
    private static final BigDecimal ZERO_CELSIUS = new BigDecimal("273.15");

    private final URI timemachine;
    private final ApiKey key;

    OpenWeatherMap(URI timemachine, ApiKey key) {
        this.timemachine = timemachine;
        this.key = key;
    }

    @Override
    public String name() {
        return "openweathermap";
    }

    @Override
    public ApiKey key() {
        return key;
    }

    @Override
    public List<URI> requests(CellDay wanted, Instant now) {
        String place = "lat=" + Micros.format(wanted.cell().centreLatMicros()) + "&lon="
                + Micros.format(wanted.cell().centreLonMicros());
        return IntStream.range(0, wanted.hoursUntil(now))
                .mapToObj(hour -> URI.create(timemachine + "?" + place + "&dt="
                        + wanted.hour(hour).getEpochSecond() + "&units=standard&appid=" + key.encoded()))
                .toList();
    }

    @Override
    public void read(String body, int request, HourlyObservations into) throws MalformedAnswer {
        JsonAnswer data = JsonAnswer.of(body).only("data");
        Instant hour = into.wanted().hour(request);
        BigDecimal dt = data.number("dt");
        if (dt == null || dt.compareTo(BigDecimal.valueOf(hour.getEpochSecond())) != 0) {
            throw new MalformedAnswer("data[0].dt " + dt + " is not the hour asked for, " + hour.getEpochSecond());
        }
        into.add(hour, false, values(data));
    }

    /** By the names of our wire, in its units. */
    static Map<String, @Nullable BigDecimal> values(JsonAnswer data) throws MalformedAnswer {
        Map<String, @Nullable BigDecimal> values = new LinkedHashMap<>();
        BigDecimal kelvin = data.number("temp");
        values.put("temperature", kelvin == null ? null : kelvin.subtract(ZERO_CELSIUS));
        values.put("humidity", data.number("humidity"));
        values.put("pressure", data.number("pressure"));
        values.put("wind_speed", data.number("wind_speed"));
        values.put("wind_direction", data.number("wind_deg"));
        if (values.values().stream().anyMatch(value -> value != null)) {
            values.put("precipitation", fallen(data, "rain").add(fallen(data, "snow")));
        }
        return values;
    }

    private static BigDecimal fallen(JsonAnswer data, String what) throws MalformedAnswer {
        JsonAnswer amount = data.find(what);
        BigDecimal millimetres = amount == null ? null : amount.number("1h");
        return millimetres == null ? BigDecimal.ZERO : millimetres;
    }

    @Override
    public @Nullable String reason(String body) {
        try {
            return JsonAnswer.of(body).text("message");
        } catch (MalformedAnswer e) {
            return null;
        }
    }

    /** Whether the minute's or the day's requests are used up it does not say; so neither soon nor only tomorrow. */
    @Override
    public Instant quotaEnd(String reason, Instant now) {
        return now.plus(Duration.ofMinutes(15));
    }
}
