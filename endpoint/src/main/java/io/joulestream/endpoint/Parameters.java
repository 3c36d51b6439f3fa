package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.Token;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters of one request: known ones only, each at most once but for those such as {@code after}. */
final class Parameters {
    static final String AFTER = "after";
    private static final Pattern EPOCH_MILLIS = Pattern.compile("-?\\d{1,18}");

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** @throws Problem naming a parameter that is unknown or repeated */
    static Parameters of(Context ctx, Set<String> known) {
        return of(ctx, known, Set.of(AFTER));
    }

    /** @param repeatable those of the known that may be given several times */
    static Parameters of(Context ctx, Set<String> known, Set<String> repeatable) {
        Map<String, List<String>> values = ctx.queryParamMap();
        for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
            String name = parameter.getKey();
            if (!known.contains(name)) {
                throw new Problem(400, "parameter_unknown", "there is no parameter '" + name + "' here")
                        .with("field", name)
                        .with("value", String.join(",", parameter.getValue()))
                        .with("allowed", List.copyOf(new TreeSet<>(known)));
            }
            if (parameter.getValue().isEmpty()) {
                throw Problem.parameter(name, "", "percent-encoded UTF-8");
            }
            if (parameter.getValue().size() > 1 && !repeatable.contains(name)) {
                throw Problem.parameter(name, String.join(",", parameter.getValue()), "given once");
            }
        }
        return new Parameters(values);
    }

    static SeriesKey series(Context ctx, String tenant) {
        return series(ctx.pathParam("series"), tenant);
    }

    static SeriesKey series(String name, String tenant) {
        try {
            return SeriesKey.of(tenant, name);
        } catch (Rejection e) {
            throw Problem.parameter("series", name, "1 to 128 of A-Z a-z 0-9 . _ : -");
        }
    }

    /** All values by name. */
    Map<String, List<String>> all() {
        return values;
    }

    @Nullable
    String text(String name) {
        List<String> value = values.get(name);
        return value == null ? null : value.get(0);
    }

    List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    String oneOf(String name, List<String> allowed) {
        String value = text(name);
        if (value == null || !allowed.contains(value)) {
            throw Problem.parameter(name, value == null ? "" : value, "one of " + String.join(", ", allowed))
                    .with("allowed", allowed);
        }
        return value;
    }

    String oneOf(String name, List<String> allowed, String absent) {
        return text(name) == null ? absent : oneOf(name, allowed);
    }

    /** False where it is not given. */
    boolean flag(String name) {
        return oneOf(name, List.of("true", "false"), "false").equals("true");
    }

    @Nullable
    Integer count(String name, int max) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= max) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.parameter(name, value, "a whole number from 1 to " + max);
    }

    /** RFC 3339 with an offset, or epoch milliseconds. */
    @Nullable
    Long instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return EPOCH_MILLIS.matcher(value).matches()
                    ? Long.parseLong(value)
                    // A plus sign that was not escaped arrives as a blank.
                    : OffsetDateTime.parse(value.replace(' ', '+')).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            // Said below.
        }
        throw Problem.parameter(
                name, value, "an RFC 3339 time with an offset, such as 2024-03-01T00:00:00Z, or epoch milliseconds");
    }

    List<Token> after() {
        return values.getOrDefault(AFTER, List.of()).stream()
                .map(Parameters::token)
                .toList();
    }

    private static Token token(String text) {
        try {
            return Token.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.parameter(AFTER, text, "a token that a write has answered");
        }
    }
}
