package io.joulestream.endpoint.imports;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column is for, as told: {@code HEADER=ROLE}. The header in any case, or {@code #3} for the third column; with a
 * question mark at its end the column may be missing.
 *
 * @param header without the question mark
 * @param series of a column that is a series of its own; else empty
 * @param traits texts of the role's own traits, over those of the file
 */
record ColumnRole(String header, boolean optional, Meaning meaning, String series, Map<String, String> traits) {
    enum Meaning {
        TS,
        DATE,
        TIME,
        /** The number, from 1, of a period of the day that a date column tells; its length is the trait {@code length}. */
        PERIOD,
        VALUE,
        UNIT,
        SERIES,
        NOTE,
        SOURCE,
        IGNORE
    }

    static final String ALLOWED =
            "HEADER=ROLE, where ROLE is ts, date, time, period, value, unit, series, note, source,"
                    + " ignore or series:ID, and value, series:ID and period may have traits: series:home.t1,kind=gauge,unit=Cel";
    private static final Pattern FORM = Pattern.compile(
            "(.+)=(ts|date|time|period|value|unit|series|note|source|ignore|series:[^,=]+)((?:,[A-Za-z]+=[^,]*)*)",
            Pattern.DOTALL);

    static ColumnRole parse(String text) throws BadOption {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new BadOption("column", text, ALLOWED);
        }
        String header = parts.group(1).strip();
        boolean optional = header.length() > 1 && header.endsWith("?");
        String role = parts.group(2);
        boolean own = role.startsWith("series:");
        Meaning meaning = own ? Meaning.VALUE : Meaning.valueOf(role.toUpperCase(Locale.ROOT));
        var traits = new LinkedHashMap<String, String>();
        for (String trait : parts.group(3).split(",")) {
            int equals = trait.indexOf('=');
            if (equals > 0) {
                traits.put(trait.substring(0, equals), trait.substring(equals + 1));
            }
        }
        for (String name : traits.keySet()) {
            boolean known = meaning == Meaning.VALUE
                    ? Traits.NAMES.contains(name)
                    : meaning == Meaning.PERIOD && name.equals("length");
            if (!known) {
                throw new BadOption("column", text, ALLOWED);
            }
        }
        return new ColumnRole(
                optional ? header.substring(0, header.length() - 1) : header,
                optional,
                meaning,
                own ? role.substring("series:".length()) : "",
                traits);
    }
}
