package io.joulestream.endpoint.imports;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesKey;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about a file.
 *
 * @param given the options as given, sorted: with the content they make a batch what it is
 * @param series of values without a series of their own; may be empty
 * @param skip whether bad rows are left out; otherwise one of them refuses the file
 * @param columns the request's before the profile's
 * @param missing further texts that mean no value
 * @param shortRows whether a row may end early
 * @param midnightEnds whether 00:00 is the end of its date
 * @param accumulate whether values are amounts, and the running sum of those before a row is the reading
 * @param source of readings without one
 */
record ImportOptions(
        String given,
        String series,
        boolean skip,
        List<ColumnRole> columns,
        @Nullable Character delimiter,
        @Nullable Character decimal,
        boolean header,
        TimeFormat timeFormat,
        @Nullable Charset charset,
        Set<String> missing,
        boolean shortRows,
        boolean midnightEnds,
        boolean accumulate,
        String source,
        Map<String, String> traits) {
    /** Every option but those of {@link Traits}. */
    static final Set<String> OWN = Set.of(
            "series",
            "onError",
            "profile",
            "column",
            "delimiter",
            "decimal",
            "header",
            "timeFormat",
            "charset",
            "missing",
            "shortRows",
            "midnight",
            "accumulate",
            "source");

    private static final int LONGEST = 2_000;
    private static final int MOST_COLUMNS = 1_000;

    /** The names of all options. */
    static Set<String> names() {
        var names = new TreeSet<>(OWN);
        names.addAll(Traits.NAMES);
        return names;
    }

    /** @param given by name; only {@code column} may have several values */
    static ImportOptions of(Map<String, List<String>> given) throws BadOption {
        for (Map.Entry<String, List<String>> option : given.entrySet()) {
            check(option.getKey(), option.getValue());
        }
        String series = first(given, "series", "");
        checkSeries("series", series);
        var all = new LinkedHashMap<String, List<String>>();
        Profiles.read(first(given, "profile", "generic"), series).forEach((name, values) -> all.put(name, values));
        given.forEach((name, values) -> {
            var merged = new ArrayList<>(values);
            if (name.equals("column")) {
                merged.addAll(all.getOrDefault(name, List.of()));
            }
            all.put(name, merged);
        });
        var traits = new TreeMap<String, String>();
        for (Map.Entry<String, List<String>> option : all.entrySet()) {
            if (Traits.NAMES.contains(option.getKey())) {
                traits.put(option.getKey(), option.getValue().get(0));
            }
        }
        Traits.of(traits);
        boolean accumulate = Traits.flag("accumulate", first(all, "accumulate", "false"));
        // A running sum without one of its amounts would be wrong from there on.
        boolean skip = choice(all, "onError", "reject", "skip", "reject").equals("skip") && !accumulate;
        return new ImportOptions(
                canonical(given),
                series,
                skip,
                columns(all.getOrDefault("column", List.of()), traits),
                delimiter(first(all, "delimiter", "")),
                decimal(first(all, "decimal", "auto")),
                choice(all, "header", "first", "first", "none").equals("first"),
                timeFormat(first(all, "timeFormat", "auto")),
                charset(first(all, "charset", "auto")),
                missing(first(all, "missing", "")),
                Traits.flag("shortRows", first(all, "shortRows", "false")),
                choice(all, "midnight", "start", "start", "end").equals("end"),
                accumulate,
                source(first(all, "source", "")),
                traits);
    }

    private static void check(String name, List<String> values) throws BadOption {
        boolean column = name.equals("column");
        if (values.size() > (column ? MOST_COLUMNS : 1)) {
            throw new BadOption(name, String.join(",", values), column ? "at most " + MOST_COLUMNS : "given once");
        }
        for (String value : values) {
            if (value.length() > LONGEST) {
                throw new BadOption(name, value, "at most " + LONGEST + " characters");
            }
        }
    }

    static void checkSeries(String option, String series) throws BadOption {
        try {
            if (!series.isEmpty()) {
                SeriesKey.of("default", series);
            }
        } catch (Rejection e) {
            throw new BadOption(option, series, "1 to 128 of A-Z a-z 0-9 . _ : -");
        }
    }

    private static String canonical(Map<String, List<String>> given) {
        var text = new StringBuilder();
        new TreeMap<>(given)
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append('=').append(value).append('\n')));
        return text.toString();
    }

    private static String first(Map<String, List<String>> options, String name, String otherwise) {
        List<String> values = options.get(name);
        return values == null || values.isEmpty() ? otherwise : values.get(0);
    }

    private static String choice(Map<String, List<String>> options, String name, String otherwise, String... allowed)
            throws BadOption {
        String value = first(options, name, otherwise);
        if (!List.of(allowed).contains(value)) {
            throw new BadOption(name, value, "one of " + String.join(", ", allowed));
        }
        return value;
    }

    private static List<ColumnRole> columns(List<String> texts, Map<String, String> traits) throws BadOption {
        var columns = new ArrayList<ColumnRole>();
        for (String text : texts) {
            ColumnRole column = ColumnRole.parse(text);
            checkSeries("column", column.series());
            var merged = new TreeMap<>(traits);
            merged.putAll(column.traits());
            Traits.of(merged);
            columns.add(column);
        }
        return columns;
    }

    private static @Nullable Character delimiter(String text) throws BadOption {
        return switch (text) {
            case "" -> null;
            case "comma", "," -> ',';
            case "semicolon", ";" -> ';';
            case "tab", "\t" -> '\t';
            case "pipe", "|" -> '|';
            default -> throw new BadOption("delimiter", text, "one of comma, semicolon, tab, pipe");
        };
    }

    private static @Nullable Character decimal(String text) throws BadOption {
        return switch (text) {
            case "auto" -> null;
            case "dot", "." -> '.';
            case "comma", "," -> ',';
            default -> throw new BadOption("decimal", text, "one of auto, dot, comma");
        };
    }

    private static TimeFormat timeFormat(String text) throws BadOption {
        TimeFormat format = TimeFormat.find(text);
        if (format == null) {
            throw new BadOption("timeFormat", text, TimeFormat.NAMES);
        }
        return format;
    }

    private static @Nullable Charset charset(String text) throws BadOption {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> null;
            case "utf-8", "utf8" -> StandardCharsets.UTF_8;
            case "latin-1", "latin1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
            default -> throw new BadOption("charset", text, "one of auto, utf-8, latin-1");
        };
    }

    private static Set<String> missing(String text) {
        var texts = new TreeSet<String>();
        for (String word : text.split(",")) {
            texts.add(word.strip().toLowerCase(Locale.ROOT));
        }
        return texts;
    }

    private static String source(String text) throws BadOption {
        if (text.length() > 200) {
            throw new BadOption("source", text, "at most 200 characters");
        }
        return text;
    }
}
