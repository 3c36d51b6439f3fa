package io.joulestream.local.simulator;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Where the athlete is on a day of any year, and where what is done there.
 *
 * @param base as the watch thinks when it does not know better
 * @param connected whether what the watch has recorded gets home before its owner
 * @param venues by type
 */
record Stay(ZoneId zone, Venue base, boolean connected, Map<String, List<Venue>> venues) {

    static final Stay HOME = new Stay(
            ZoneId.of("Europe/Madrid"),
            new Venue("Madrid", 40.4168, -3.7038),
            true,
            Map.of(
                    "run",
                    List.of(new Venue("Casa de Campo", 40.4195, -3.753), new Venue("El Retiro", 40.4153, -3.6845)),
                    "ride",
                    List.of(
                            new Venue("Colmenar Viejo", 40.659, -3.765),
                            new Venue("Navacerrada", 40.729, -4.013),
                            new Venue("Chinchón", 40.14, -3.422)),
                    "swim",
                    List.of(new Venue("Centro M86", 40.4135, -3.6695)),
                    "hike",
                    List.of(new Venue("Cercedilla", 40.74, -4.057), new Venue("La Pedriza", 40.752, -3.871))));

    private static final Stay TENERIFE = new Stay(
            ZoneId.of("Atlantic/Canary"),
            new Venue("Puerto de la Cruz", 28.414, -16.549),
            true,
            Map.of(
                    "run", List.of(new Venue("Playa Jardín", 28.411, -16.561)),
                    "ride", List.of(new Venue("La Orotava", 28.39, -16.523)),
                    "swim", List.of(new Venue("Lago Martiánez", 28.418, -16.544)),
                    "hike", List.of(new Venue("Teide", 28.255, -16.619))));

    private static final Stay MELBOURNE = new Stay(
            ZoneId.of("Australia/Melbourne"),
            new Venue("Melbourne", -37.8136, 144.9631),
            true,
            Map.of(
                    "run", List.of(new Venue("the Tan", -37.8305, 144.98)),
                    "ride", List.of(new Venue("Beach Road", -37.868, 144.974)),
                    "swim", List.of(new Venue("Brighton", -37.917, 144.985)),
                    "hike", List.of(new Venue("the 1000 Steps", -37.885, 145.319))));

    /** The island through which the line goes where one day of longitude meets the next: runs start on either side of it. */
    private static final Stay TAVEUNI = new Stay(
            ZoneId.of("Pacific/Fiji"),
            new Venue("Waiyevo", -16.792, 179.986),
            false,
            Map.of(
                    "run", List.of(new Venue("the meridian", -16.795, 180)),
                    "ride", List.of(new Venue("Somosomo", -16.776, -179.968)),
                    "swim", List.of(new Venue("Waiyevo", -16.792, 179.986)),
                    "hike", List.of(new Venue("Bouma", -16.826, -179.874))));

    private record Travel(MonthDay from, MonthDay to, Stay stay) {
        boolean includes(LocalDate day) {
            var date = MonthDay.from(day);
            return !date.isBefore(from) && date.isBefore(to);
        }
    }

    private static final List<Travel> TRAVELS = List.of(
            new Travel(MonthDay.of(1, 2), MonthDay.of(1, 14), MELBOURNE),
            new Travel(MonthDay.of(1, 14), MonthDay.of(1, 23), TAVEUNI),
            new Travel(MonthDay.of(8, 3), MonthDay.of(8, 18), TENERIFE));

    static Stay on(LocalDate day) {
        return TRAVELS.stream()
                .filter(travel -> travel.includes(day))
                .map(Travel::stay)
                .findFirst()
                .orElse(HOME);
    }

    /** The first day after this one on which the athlete is elsewhere. */
    static LocalDate leaves(LocalDate day) {
        var stay = on(day);
        var next = day;
        while (on(next).equals(stay)) {
            next = next.plusDays(1);
        }
        return next;
    }

    boolean isHome() {
        return equals(HOME);
    }
}
