package io.joulestream.core.weather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SEMANTICS 29 over random observations, against a reference that looks at all of them and reckons in decimals. */
class CellWeatherLawTest {
    private static final long HOUR = 3_600_000;
    private static final int SEEDS = 300;

    private record Sent(String owner, Observation observation) {}

    @Test
    void theWeatherIsThatOfTheTwoObservationsAround() {
        int found = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            CellWeather cell = new CellWeather();
            List<Sent> kept = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                Sent sent = sent(random);
                if (random.nextInt(6) == 0) {
                    boolean there = kept.removeIf(each -> same(each, sent));
                    assertEquals(
                            there, cell.remove(sent.owner(), sent.observation().tsMillis()));
                } else {
                    boolean changed = cell.put(sent.owner(), sent.observation());
                    assertEquals(keep(kept, sent), changed);
                }
                cell = CellWeather.read(cell.toByteArray());
            }
            assertEquals(kept.isEmpty(), cell.isEmpty());
            for (int i = 0; i < 30; i++) {
                long at = random.nextInt(30) * HOUR + (random.nextInt(3) == 0 ? 0 : random.nextInt((int) HOUR));
                String tenant = random.nextBoolean() ? "a" : "b";
                Bracket actual = cell.around(tenant, at);
                Bracket expected = expected(kept, tenant, at);
                if (expected == null) {
                    assertNull(actual, "seed " + seed);
                    continue;
                }
                found++;
                assertEquals(expected, actual, "seed " + seed);
                assertEquals(weather(expected, at), expected.at(at), "seed " + seed);
            }
        }
        assertTrue(found > 5 * SEEDS, found + " brackets");
    }

    private static Sent sent(Random random) {
        String owner = List.of("a", "b", CellWeather.SHARED, CellWeather.SHARED).get(random.nextInt(4));
        long ts = random.nextInt(60) * HOUR / 2;
        return new Sent(owner, new Observation(ts, random.nextInt(3) == 0, weather(random)));
    }

    private static Weather weather(Random random) {
        return new Weather(
                some(random, -60_000_000, 60_000_000),
                some(random, 0, 100_000_000),
                some(random, 800_000_000, 1_200_000_000),
                some(random, 0, 50_000_000),
                random.nextInt(4) == 0 ? Long.valueOf(random.nextInt(4) * 90_000_000L) : some(random, 0, 359_999_999),
                some(random, 0, 20_000_000));
    }

    private static @Nullable Long some(Random random, long least, long most) {
        return random.nextInt(8) == 0 ? null : Long.valueOf(least + random.nextLong(most - least + 1));
    }

    private static boolean same(Sent a, Sent b) {
        return a.owner().equals(b.owner())
                && a.observation().tsMillis() == b.observation().tsMillis();
    }

    /** Returns whether anything changed. */
    private static boolean keep(List<Sent> kept, Sent sent) {
        for (Sent each : List.copyOf(kept)) {
            if (same(each, sent)) {
                boolean outdone =
                        sent.observation().provisional() && !each.observation().provisional();
                if (outdone || each.equals(sent)) {
                    return false;
                }
                kept.remove(each);
            }
        }
        kept.add(sent);
        return true;
    }

    private static @Nullable Bracket expected(List<Sent> kept, String tenant, long at) {
        for (String owner : List.of(tenant, CellWeather.SHARED)) {
            List<Observation> own = kept.stream()
                    .filter(each -> each.owner().equals(owner))
                    .map(Sent::observation)
                    .sorted(Comparator.comparingLong(Observation::tsMillis))
                    .toList();
            for (int i = 1; i < own.size(); i++) {
                Observation a = own.get(i - 1);
                Observation b = own.get(i);
                if (a.tsMillis() <= at && at < b.tsMillis() && b.tsMillis() - a.tsMillis() <= 3 * HOUR) {
                    return new Bracket(a, b);
                }
            }
        }
        return null;
    }

    private static Weather weather(Bracket bracket, long at) {
        BigDecimal whole =
                BigDecimal.valueOf(bracket.after().tsMillis() - bracket.before().tsMillis());
        BigDecimal part = BigDecimal.valueOf(at - bracket.before().tsMillis());
        Weather a = bracket.before().weather();
        Weather b = bracket.after().weather();
        return new Weather(
                linear(a.temperature(), b.temperature(), part, whole),
                linear(a.humidity(), b.humidity(), part, whole),
                linear(a.pressure(), b.pressure(), part, whole),
                linear(a.windSpeed(), b.windSpeed(), part, whole),
                direction(a.windDirection(), b.windDirection(), part, whole),
                b.precipitation());
    }

    private static @Nullable Long linear(@Nullable Long a, @Nullable Long b, BigDecimal part, BigDecimal whole) {
        if (a == null || b == null) {
            return null;
        }
        BigDecimal share = BigDecimal.valueOf(b - a).multiply(part).divide(whole, 0, RoundingMode.HALF_EVEN);
        return a + share.longValueExact();
    }

    private static @Nullable Long direction(@Nullable Long a, @Nullable Long b, BigDecimal part, BigDecimal whole) {
        if (a == null || b == null) {
            return null;
        }
        long end = b;
        if (end - a > 180_000_000) {
            end -= 360_000_000;
        } else if (end - a <= -180_000_000) {
            end += 360_000_000;
        }
        Long turned = linear(a, end, part, whole);
        long direction = turned == null ? 0 : turned;
        return direction < 0 ? direction + 360_000_000 : direction >= 360_000_000 ? direction - 360_000_000 : direction;
    }
}
