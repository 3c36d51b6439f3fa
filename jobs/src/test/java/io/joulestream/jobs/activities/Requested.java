package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** When each cell and day may be asked for, by what the answers say; fails where one is asked for before. */
final class Requested {
    private static final long DAY = 86_400_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<String, Long> next = new TreeMap<>();
    /** Those that are to be asked for again, whether somebody wants them or not. */
    private final Set<String> promised = new TreeSet<>();

    Requested copy() {
        var copy = new Requested();
        copy.next.putAll(next);
        copy.promised.addAll(promised);
        return copy;
    }

    void answered(WeatherAnswer answer, long now) {
        promised.remove(answer.place());
        if (answer.againMillis() == 0 && !answer.isFailure()) {
            next.put(answer.place(), NEVER);
        } else {
            next.put(answer.place(), answer.againMillis() > 0 ? answer.againMillis() : now + DAY);
            promised.add(answer.place());
        }
    }

    void asks(String place, long now) {
        long begins = PlacedActivity.day(place).toEpochDay() * PlacedActivity.DAY_MILLIS;
        assertTrue(now >= begins, () -> place + " is asked for before its day");
        long due = next.getOrDefault(place, begins);
        assertTrue(now >= due, () -> place + " is asked for " + (due == NEVER ? "again" : "too early"));
        next.put(place, NEVER);
        promised.remove(place);
    }

    /** Nothing of what came before is known any more. */
    void forget() {
        next.clear();
        promised.clear();
    }

    boolean knows(String place) {
        return next.containsKey(place);
    }

    /** Those that should have been asked for again by now. */
    Set<String> overdue(long now) {
        var overdue = new TreeSet<String>();
        promised.stream()
                .filter(place -> next.getOrDefault(place, NEVER) <= now)
                .forEach(overdue::add);
        return overdue;
    }
}
