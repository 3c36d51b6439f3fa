package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.imports.ColumnRole.Meaning;
import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tabular.TableRow;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which column is what, for one file.
 *
 * @param row of the header
 * @param headers as in the file, or {@code #1, #2, …} without a header
 * @param places of the columns that there is one of
 */
record Layout(
        long row, List<String> headers, Map<Meaning, Integer> places, long periodMillis, List<ValueColumn> values) {
    private static final List<String> TIME_NAMES = List.of(
            "ts",
            "timestamp",
            "datetime",
            "date_time",
            "date time",
            "date/time",
            "time",
            "start",
            "dt",
            "date",
            "last_changed");
    private static final List<String> VALUE_NAMES =
            List.of("value", "reading", "state", "consumption", "usage", "energy", "power");
    private static final Map<Meaning, String> OTHER_NAMES =
            Map.of(Meaning.UNIT, "unit", Meaning.NOTE, "note", Meaning.SOURCE, "source", Meaning.SERIES, "series");

    /** @param series of the column's values; empty where the row says it */
    record ValueColumn(int index, String header, String series, Traits traits) {}

    static final int NONE = -1;

    int place(Meaning meaning) {
        return places.getOrDefault(meaning, NONE);
    }

    String header(Meaning meaning) {
        int place = place(meaning);
        return place == NONE ? "" : headers.get(place);
    }

    /** The column to name where a time is refused. */
    String timeHeader() {
        return place(Meaning.TS) == NONE ? header(Meaning.DATE) : header(Meaning.TS);
    }

    static Layout of(TableRow first, ImportOptions options) throws Refusal, BadOption {
        return new Resolution(first, options).layout();
    }

    private static final class Resolution {
        private final TableRow first;
        private final ImportOptions options;
        private final List<String> headers = new ArrayList<>();
        private final Map<Meaning, Integer> places = new EnumMap<>(Meaning.class);
        private final List<ValueColumn> values = new ArrayList<>();
        private final boolean[] taken;
        private long periodMillis;

        Resolution(TableRow first, ImportOptions options) {
            this.first = first;
            this.options = options;
            for (int i = 0; i < first.fields().length; i++) {
                headers.add(options.header() ? first.fields()[i] : "#" + (i + 1));
            }
            this.taken = new boolean[headers.size()];
        }

        Layout layout() throws Refusal, BadOption {
            for (ColumnRole column : options.columns()) {
                int index = find(column);
                if (index != NONE && !taken[index]) {
                    taken[index] = true;
                    assign(column, index);
                }
            }
            if (options.columns().isEmpty()) {
                for (Map.Entry<Meaning, String> other : OTHER_NAMES.entrySet()) {
                    guess(other.getKey(), List.of(other.getValue()));
                }
            }
            guessTime();
            guessValue();
            requireSeries();
            return new Layout(first.line(), headers, places, periodMillis, values);
        }

        private int find(ColumnRole column) throws Refusal {
            String wanted = column.header();
            if (wanted.matches("#[1-9]\\d{0,3}")) {
                int index = Integer.parseInt(wanted.substring(1)) - 1;
                if (index < headers.size()) {
                    return index;
                }
            } else {
                int index = find(wanted);
                if (index != NONE) {
                    return index;
                }
            }
            if (column.optional()) {
                return NONE;
            }
            throw missing("there is no column " + Refusal.shown(wanted));
        }

        private int find(String name) throws Refusal {
            int found = NONE;
            for (int i = 0; i < headers.size(); i++) {
                if (headers.get(i).equalsIgnoreCase(name)) {
                    if (found != NONE) {
                        throw Refusal.of(
                                first.line(),
                                headers.get(i),
                                Fault.COLUMN_AMBIGUOUS,
                                "two columns are called " + Refusal.shown(name) + ": say column=#" + (found + 1)
                                        + "=… or column=#" + (i + 1) + "=…");
                    }
                    found = i;
                }
            }
            return found;
        }

        private void assign(ColumnRole column, int index) throws BadOption, Refusal {
            Meaning meaning = column.meaning();
            if (meaning == Meaning.VALUE) {
                var texts = new LinkedHashMap<>(options.traits());
                texts.putAll(column.traits());
                values.add(new ValueColumn(index, headers.get(index), column.series(), Traits.of(texts)));
            } else if (meaning != Meaning.IGNORE) {
                if (places.containsKey(meaning)) {
                    throw Refusal.of(
                            first.line(),
                            headers.get(index),
                            Fault.COLUMN_AMBIGUOUS,
                            "two columns are told to be " + meaning.name().toLowerCase(Locale.ROOT));
                }
                places.put(meaning, index);
            }
            if (meaning == Meaning.PERIOD) {
                periodMillis = length(column.traits().getOrDefault("length", ""));
            }
        }

        private static long length(String text) throws BadOption {
            try {
                long millis = Duration.parse(text).toMillis();
                if (millis > 0 && millis <= Duration.ofDays(1).toMillis()) {
                    return millis;
                }
            } catch (DateTimeException e) {
                // Said below.
            }
            throw new BadOption("column", "period,length=" + text, "period,length=PT30M or another part of a day");
        }

        private boolean guess(Meaning meaning, List<String> names) throws Refusal {
            for (String name : names) {
                int index = places.containsKey(meaning) ? NONE : find(name);
                if (index != NONE && !taken[index]) {
                    taken[index] = true;
                    places.put(meaning, index);
                    return true;
                }
            }
            return false;
        }

        private void guessTime() throws Refusal {
            if (places.containsKey(Meaning.TS) || places.containsKey(Meaning.DATE)) {
                return;
            }
            int date = options.header() ? find("date") : NONE;
            int time = options.header() ? find("time") : NONE;
            if (date != NONE && time != NONE && !taken[date] && !taken[time]) {
                guess(Meaning.DATE, List.of("date"));
                guess(Meaning.TIME, List.of("time"));
            } else if (!options.header() && headers.size() == 2 && !taken[0]) {
                guess(Meaning.TS, List.of("#1"));
            } else if (!guess(Meaning.TS, TIME_NAMES)) {
                throw missing("no column is the time: say column=HEADER=ts; known names are "
                        + String.join(", ", TIME_NAMES));
            }
        }

        private void guessValue() throws Refusal, BadOption {
            if (!values.isEmpty()) {
                return;
            }
            int found = NONE;
            for (String name : VALUE_NAMES) {
                int index = options.header() ? find(name) : NONE;
                if (index != NONE && !taken[index] && found == NONE) {
                    found = index;
                }
            }
            if (found == NONE) {
                found = onlyOneLeft();
            }
            if (found == NONE) {
                throw missing("no column is the value: say column=HEADER=value; known names are "
                        + String.join(", ", VALUE_NAMES));
            }
            values.add(new ValueColumn(found, headers.get(found), "", Traits.of(options.traits())));
        }

        private int onlyOneLeft() {
            int left = NONE;
            for (int i = 0; i < taken.length; i++) {
                // A column without a name counts rows.
                if (!taken[i] && !headers.get(i).isEmpty()) {
                    if (left != NONE) {
                        return NONE;
                    }
                    left = i;
                }
            }
            return left;
        }

        private void requireSeries() throws Refusal {
            boolean unnamed = values.stream().anyMatch(value -> value.series().isEmpty());
            if (unnamed && options.series().isEmpty() && !places.containsKey(Meaning.SERIES)) {
                throw missing("no series is told: say series=ID, or column=HEADER=series, or column=HEADER=series:ID");
            }
        }

        private Refusal missing(String what) {
            String hint = options.header() ? "; a file without a header needs header=none" : "";
            return Refusal.of(
                    first.line(),
                    "",
                    Fault.COLUMN_MISSING,
                    what + "; the columns are " + Refusal.shown(String.join(", ", headers)) + hint);
        }
    }
}
