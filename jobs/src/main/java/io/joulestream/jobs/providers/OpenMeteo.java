package io.joulestream.jobs.providers;

import io.joulestream.core.quantity.Micros;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open-Meteo: one request a day of a cell. Days long past come from the archive, a reanalysis that is final; newer ones from
 * the forecast API, which knows the last three months as its models first saw them: those are provisional. Its precipitation
 * is, as ours, the sum of the hour that ends at the stated time; everything else is of that instant.
 *
 * @see <a href="https://open-meteo.com/en/docs/historical-weather-api">the documented format</a>
 */
final class OpenMeteo implements WeatherApi {
    /** By the names of our wire: theirs, and the unit that must come with it. */
    private static final Map<String, Variable> VARIABLES = variables();

    private record Variable(String name, String unit) {}

    private final URI archive;
    private final URI forecast;
    private final Duration settledAfter;
    private final ApiKey key;

    /**
     * @param settledAfter how long after its end a day is in the archive; the reanalysis comes five days late
     * @param key of a customer; others need none
     */
    OpenMeteo(URI archive, URI forecast, Duration settledAfter, ApiKey key) {
        this.archive = archive;
        this.forecast = forecast;
        this.settledAfter = settledAfter;
        this.key = key;
    }

    private static Map<String, Variable> variables() {
        Map<String, Variable> variables = new LinkedHashMap<>();
        variables.put("temperature", new Variable("temperature_2m", "°C"));
        variables.put("humidity", new Variable("relative_humidity_2m", "%"));
        variables.put("pressure", new Variable("pressure_msl", "hPa"));
        variables.put("wind_speed", new Variable("wind_speed_10m", "m/s"));
        variables.put("wind_direction", new Variable("wind_direction_10m", "°"));
        variables.put("precipitation", new Variable("precipitation", "mm"));
        return variables;
    }

    @Override
    public String name() {
        return "open-meteo";
    }

    @Override
    public ApiKey key() {
        return key;
    }

    @Override
    public List<URI> requests(CellDay wanted, Instant now) {
        if (wanted.hoursUntil(now) == 0) {
            return List.of();
        }
        String variables =
                String.join(",", VARIABLES.values().stream().map(Variable::name).toList());
        String query = "latitude=" + Micros.format(wanted.cell().centreLatMicros())
                + "&longitude=" + Micros.format(wanted.cell().centreLonMicros())
                + "&start_date=" + wanted.day() + "&end_date=" + wanted.day()
                + "&hourly=" + variables
                + "&timezone=GMT&temperature_unit=celsius&wind_speed_unit=ms&precipitation_unit=mm"
                + (key.isNone() ? "" : "&apikey=" + key.encoded());
        return List.of(URI.create((isSettled(wanted, now) ? archive : forecast) + "?" + query));
    }

    private boolean isSettled(CellDay wanted, Instant now) {
        Instant end = wanted.start().plus(Duration.ofDays(1));
        return !end.plus(settledAfter).isAfter(now);
    }

    @Override
    public void read(String body, int request, HourlyObservations into) throws MalformedAnswer {
        JsonAnswer answer = JsonAnswer.of(body);
        BigDecimal offset = answer.number("utc_offset_seconds");
        if (offset == null || offset.signum() != 0) {
            // Their offset is today's, whatever day was asked for, and a local day may lack hours or have some twice.
            throw new MalformedAnswer(
                    "the answer is not in UTC: utc_offset_seconds " + offset + ", timezone " + answer.text("timezone"));
        }
        JsonAnswer hourly = answer.get("hourly");
        checkUnits(answer.get("hourly_units"), hourly);
        List<?> times = hourly.list("time");
        if (times == null) {
            throw new MalformedAnswer("hourly.time is missing");
        }
        Map<String, List<?>> columns = new LinkedHashMap<>();
        for (Map.Entry<String, Variable> variable : VARIABLES.entrySet()) {
            List<?> column = hourly.list(variable.getValue().name());
            if (column != null) {
                columns.put(variable.getKey(), column);
            }
        }
        for (List<?> column : columns.values()) {
            if (column.size() != times.size()) {
                throw new MalformedAnswer(
                        "hourly has " + times.size() + " times and a column of " + column.size() + " values");
            }
        }
        boolean provisional = !isSettled(into.wanted(), into.now());
        for (int i = 0; i < times.size(); i++) {
            into.add(instant(times.get(i)), provisional, row(columns, i));
        }
    }

    private static void checkUnits(JsonAnswer units, JsonAnswer hourly) throws MalformedAnswer {
        for (Variable variable : VARIABLES.values()) {
            String unit = units.text(variable.name());
            if (hourly.list(variable.name()) != null && !variable.unit().equals(unit)) {
                throw new MalformedAnswer(variable.name() + " is in " + unit + ", asked for in " + variable.unit());
            }
        }
    }

    private static Map<String, @Nullable BigDecimal> row(Map<String, List<?>> columns, int index)
            throws MalformedAnswer {
        Map<String, @Nullable BigDecimal> row = new LinkedHashMap<>();
        for (Map.Entry<String, List<?>> column : columns.entrySet()) {
            Object value = column.getValue().get(index);
            if (value != null && !(value instanceof BigDecimal)) {
                throw new MalformedAnswer("hourly " + column.getKey() + " has what is no number");
            }
            row.put(column.getKey(), (BigDecimal) value);
        }
        return row;
    }

    private static Instant instant(@Nullable Object time) throws MalformedAnswer {
        try {
            return LocalDateTime.parse(String.valueOf(time)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new MalformedAnswer("hourly.time has what is no time such as 2024-01-31T12:00");
        }
    }

    @Override
    public @Nullable String reason(String body) {
        try {
            return JsonAnswer.of(body).text("reason");
        } catch (MalformedAnswer e) {
            return null;
        }
    }

    @Override
    public boolean isAboutTheKey(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        return text.contains("api key") || text.contains("apikey");
    }

    /** It sends no header that says so, but counts anew at the start of each UTC minute, hour or day. */
    @Override
    public Instant quotaEnd(String reason, Instant now) {
        String text = reason.toLowerCase(Locale.ROOT);
        TemporalUnit counted = text.startsWith("daily")
                ? ChronoUnit.DAYS
                : text.startsWith("hourly") ? ChronoUnit.HOURS : ChronoUnit.MINUTES;
        return now.truncatedTo(counted).plus(1, counted);
    }
}
