package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OpenWeatherMap's answers of One Call 3.0's "timemachine", in its standard and metric units.
 *
 * @see <a href="https://openweathermap.org/api/one-call-3#history">the documented format</a>
 */
final class SimulatedOneCall {
    private static final double ZERO_CELSIUS = 273.15;

    private final Noise noise;

    SimulatedOneCall(Noise noise) {
        this.noise = noise;
    }

    Map<String, Object> answer(Query query) {
        var lat = query.number("lat", 90);
        var lon = query.number("lon", 180);
        var seconds = (long) query.number("dt", 1e11);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("lat", lat);
        answer.put("lon", lon);
        answer.put("timezone", "Etc/UTC");
        answer.put("timezone_offset", 0);
        answer.put("data", List.of(data(new CellSky(noise, lat, lon), seconds, query.text("units", "standard"))));
        return answer;
    }

    private static Map<String, Object> data(CellSky sky, long seconds, String units) {
        var millis = seconds * 1000;
        var celsius = rounded(sky.celsius(millis), 1);
        var data = new LinkedHashMap<String, Object>();
        data.put("dt", seconds);
        data.put("temp", units.equals("metric") ? celsius : celsius.add(BigDecimal.valueOf(ZERO_CELSIUS)));
        data.put("pressure", rounded(sky.hectopascal(millis), 0));
        data.put("humidity", rounded(sky.humidity(millis), 0));
        data.put("wind_speed", rounded(sky.metresPerSecond(millis), 2));
        data.put("wind_deg", rounded(sky.degrees(millis), 0));
        var fallen = rounded(sky.millimetres(millis), 1);
        if (fallen.signum() > 0) {
            // What does not fall is not named.
            data.put(celsius.signum() < 0 ? "snow" : "rain", Map.of("1h", fallen));
        }
        data.put("weather", List.of(Map.of("id", fallen.signum() > 0 ? 500 : 800)));
        return data;
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
