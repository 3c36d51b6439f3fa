package io.joulestream.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The figures of one run: each the median of what its rounds measured, some with a ratio to another. */
final class Measurements {
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Figure> samples = new LinkedHashMap<>();

    private static final class Figure {
        final String unit;
        final String ratioTo;
        final List<Double> values = new ArrayList<>();

        Figure(String unit, String ratioTo) {
            this.unit = unit;
            this.ratioTo = ratioTo;
        }
    }

    /** One round's value of a figure that stands for itself. */
    void add(String name, double value, String unit) {
        add(name, value, unit, "");
    }

    /** @param ratioTo the figure that it is compared with */
    void add(String name, double value, String unit, String ratioTo) {
        figures.computeIfAbsent(name, key -> new Figure(unit, ratioTo)).values.add(value);
    }

    /** One of many values of which {@link #quantile} makes a figure. Thread-safe. */
    void addSample(String name, double value, String unit) {
        synchronized (samples) {
            samples.computeIfAbsent(name, key -> new Figure(unit, "")).values.add(value);
        }
    }

    /** Adds the figure {@code <samples>_p<percent>}: the least sample that so many of a hundred do not exceed. */
    void quantile(String name, int percent, String ratioTo) {
        synchronized (samples) {
            Figure all = Objects.requireNonNull(samples.get(name), () -> "no samples " + name);
            var sorted = new ArrayList<>(all.values);
            Collections.sort(sorted);
            int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
            add(name + "_p" + percent, sorted.get(Math.max(1, rank) - 1), all.unit, ratioTo);
        }
    }

    int samples(String name) {
        synchronized (samples) {
            return Objects.requireNonNull(samples.get(name), () -> "no samples " + name)
                    .values
                    .size();
        }
    }

    /** The middle of a figure's values, the mean of the two middle ones where their number is even. */
    double median(String name) {
        var sorted = new ArrayList<>(figure(name).values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private Figure figure(String name) {
        return Objects.requireNonNull(figures.get(name), () -> "no figure " + name);
    }

    void printTable(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n%-28s %14s %14s %14s  %-14s %s%n",
                "figure",
                "median",
                "least",
                "most",
                "unit",
                "ratio");
        figures.forEach((name, figure) -> out.printf(
                Locale.ROOT,
                "%-28s %,14.1f %,14.1f %,14.1f  %-14s %s%n",
                name,
                median(name),
                Collections.min(figure.values),
                Collections.max(figure.values),
                figure.unit,
                figure.ratioTo.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f of %s", ratio(name), figure.ratioTo)));
    }

    /** A JSON object a line. */
    void printJson(PrintWriter out) {
        figures.forEach((name, figure) -> out.printf(
                Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"min\":%.3f,\"max\":%.3f,\"rounds\":%d%s}%n",
                name,
                median(name),
                figure.unit,
                Collections.min(figure.values),
                Collections.max(figure.values),
                figure.values.size(),
                figure.ratioTo.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT, ",\"ratio_to\":\"%s\",\"ratio\":%.3f", figure.ratioTo, ratio(name))));
    }

    private double ratio(String name) {
        return median(name) / median(figure(name).ratioTo);
    }
}
