package io.joulestream.local.simulator;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;

/** What a household draws at an instant: mornings, evenings, weekends, heat and cold, and a kettle now and then. */
final class HouseholdLoad {

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final long QUARTER = 900_000;

    private final Weather weather;
    private final Noise appliances;
    private final Noise habits;

    HouseholdLoad(Weather weather, Noise noise) {
        this.weather = weather;
        this.appliances = noise.of("appliances " + weather.site().name());
        this.habits = noise.of("habits " + weather.site().name());
    }

    /** The mean over a quarter of an hour around the instant. */
    double watts(long millis) {
        var hour = weather.site().localHour(millis);
        var weekend = WEEKEND.contains(weather.site().local(millis).getDayOfWeek());
        var standby = 130 + 40 * habits.smooth(millis, 5 * 3_600_000L);
        var morning = weekend ? peak(hour, 10.0, 1.8, 620) : peak(hour, 7.4, 0.9, 780);
        var noon = weekend ? peak(hour, 14.2, 1.6, 900) : peak(hour, 14.2, 1.2, 260);
        var evening = peak(hour, 20.9, 1.9, 1_150);
        var mood = 1 + 0.35 * habits.smooth(millis, 26 * 3_600_000L);
        return standby + (morning + noon + evening) * mood + climate(millis) + appliance(millis, hour);
    }

    /** Cooling above 25 °C and a heater below 12 °C, as warm or cold as it is. */
    private double climate(long millis) {
        var celsius = weather.outdoorCelsius(millis);
        return 70 * Math.max(0, celsius - 25) + 28 * Math.max(0, 12 - celsius);
    }

    /** Kettle, oven, washing machine: whole quarters, hardly ever at night. */
    private double appliance(long millis, double hour) {
        var chance = hour < 7 ? 0.01 : 0.09;
        var quarter = Math.floorDiv(millis, QUARTER);
        return appliances.uniform(quarter) < chance ? 600 + 1_500 * appliances.uniform(-quarter) : 0;
    }

    private static double peak(double hour, double at, double width, double watts) {
        var distance = (hour - at) / width;
        return watts * StrictMath.exp(-distance * distance);
    }
}
