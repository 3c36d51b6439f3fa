package io.joulestream.reference;

import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.DayTemperature;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SEMANTICS 29, slow and obvious: keeps all observations of all cells in a list, looks at each, reckons in decimals. */
public final class WeatherReference {
    private static final long WIDEST = 3 * 3_600_000;

    private final List<Sent> kept = new ArrayList<>();

    private record Sent(String owner, GridCell cell, Observation observation) {
        boolean isFor(Sent other) {
            return owner.equals(other.owner)
                    && cell.equals(other.cell)
                    && observation.tsMillis() == other.observation.tsMillis();
        }
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Returns whether anything changed. */
    public boolean put(String owner, GridCell cell, Observation observation) {
        var sent = new Sent(owner, cell, observation);
        for (Sent each : List.copyOf(kept)) {
            if (each.isFor(sent)) {
                boolean outdone =
                        observation.provisional() && !each.observation().provisional();
                if (outdone || each.equals(sent)) {
                    return false;
                }
                kept.remove(each);
            }
        }
        kept.add(sent);
        return true;
    }

    /** Returns whether there was one. */
    public boolean remove(String owner, GridCell cell, long tsMillis) {
        return kept.removeIf(each -> each.owner().equals(owner)
                && each.cell().equals(cell)
                && each.observation().tsMillis() == tsMillis);
    }

    /** All observations of an owner by their cells as text, in order of their times. */
    public SortedMap<String, List<Observation>> kept(String owner) {
        SortedMap<String, List<Observation>> byCell = new TreeMap<>();
        kept.stream()
                .filter(each -> each.owner().equals(owner))
                .sorted(Comparator.comparingLong(each -> each.observation().tsMillis()))
                .forEach(each -> byCell.computeIfAbsent(each.cell().toString(), any -> new ArrayList<>())
                        .add(each.observation()));
        return byCell;
    }

    /** The two observations that tell a tenant of the weather, or null. */
    public @Nullable Bracket around(String tenant, GridCell cell, long at) {
        for (String owner : List.of(tenant, "*")) {
            List<Observation> own = kept.stream()
                    .filter(each -> each.owner().equals(owner) && each.cell().equals(cell))
                    .map(Sent::observation)
                    .sorted(Comparator.comparingLong(Observation::tsMillis))
                    .toList();
            for (int i = 1; i < own.size(); i++) {
                Observation a = own.get(i - 1);
                Observation b = own.get(i);
                if (a.tsMillis() <= at && at < b.tsMillis() && b.tsMillis() - a.tsMillis() <= WIDEST) {
                    return new Bracket(a, b);
                }
            }
        }
        return null;
    }

    /**
     * SEMANTICS 32, step by step in fractions, where all observations and both ends are of whole steps; null where nothing
     * tells of it.
     */
    public @Nullable DayTemperature dayTemperature(String tenant, GridCell cell, long from, long to, long step) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger divisor = BigInteger.ONE;
        long covered = 0;
        long ofOwn = 0;
        boolean provisional = false;
        for (long at = from; at < to; at += step) {
            Bracket own = warmth(tenant, cell, at);
            Bracket bracket = own == null ? warmth("*", cell, at) : own;
            if (bracket == null) {
                continue;
            }
            covered += step;
            ofOwn += own == null ? 0 : step;
            provisional |= bracket.before().provisional() || bracket.after().provisional();
            long a = Objects.requireNonNull(bracket.before().weather().temperature());
            long b = Objects.requireNonNull(bracket.after().weather().temperature());
            long whole = bracket.after().tsMillis() - bracket.before().tsMillis();
            long middle = at + step / 2 - bracket.before().tsMillis();
            BigInteger inTheMiddle = BigInteger.valueOf(a * whole + (b - a) * middle);
            sum = sum.multiply(BigInteger.valueOf(whole)).add(inTheMiddle.multiply(divisor));
            divisor = divisor.multiply(BigInteger.valueOf(whole));
            BigInteger common = sum.gcd(divisor);
            sum = sum.divide(common);
            divisor = divisor.divide(common);
        }
        if (covered == 0) {
            return null;
        }
        BigDecimal mean = new BigDecimal(sum)
                .divide(
                        new BigDecimal(divisor.multiply(BigInteger.valueOf(covered / step))),
                        0,
                        RoundingMode.HALF_EVEN);
        return new DayTemperature(mean.longValueExact(), covered, ofOwn, provisional);
    }

    /** The owner's observations of a temperature around an instant, or null. */
    private @Nullable Bracket warmth(String owner, GridCell cell, long at) {
        Observation before = null;
        Observation after = null;
        for (Sent each : kept) {
            Observation observation = each.observation();
            long ts = observation.tsMillis();
            boolean counts = each.owner().equals(owner)
                    && each.cell().equals(cell)
                    && observation.weather().temperature() != null;
            if (counts && ts <= at && (before == null || ts > before.tsMillis())) {
                before = observation;
            }
            if (counts && ts > at && (after == null || ts < after.tsMillis())) {
                after = observation;
            }
        }
        return before == null || after == null || after.tsMillis() - before.tsMillis() > WIDEST
                ? null
                : new Bracket(before, after);
    }

    /** The weather at an instant between two observations. */
    public static Weather weather(Bracket bracket, long at) {
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
