package io.joulestream.jobs.run;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings by their keys, from file, environment and flags; every error names the key, the value and what is allowed. */
public final class ConfigValues {
    private static final String PREFIX = "JOULESTREAM_";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(b|kb|mb|gb)");

    private final Map<String, String> values;

    /** @param defaults every key that there is */
    public ConfigValues(Map<String, String> defaults) {
        values = new HashMap<>(defaults);
    }

    /**
     * The file that {@code --config} names, then the environment, then the flags. Unknown keys fail in file and flags;
     * variables of the environment that are no keys here belong to other parts of the system.
     */
    public ConfigValues read(String[] args, Map<String, String> environment) {
        Map<String, String> flags = flags(args);
        String file = flags.remove("config");
        if (file != null) {
            properties(Path.of(file)).forEach((key, value) -> put(key, value, "key in " + file));
        }
        for (String key : Map.copyOf(values).keySet()) {
            String variable = PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
            values.computeIfPresent(key, (known, value) -> environment.getOrDefault(variable, value));
        }
        flags.forEach((key, value) -> {
            if (key.endsWith("password")) {
                throw new IllegalArgumentException(
                        "flag --" + key + ": a secret is not for the command line; use --" + key + "-file");
            }
            put(key, value, "flag --" + key);
        });
        return this;
    }

    /** {@code key: value} or {@code key=value} lines. */
    public static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        Map<String, String> entries = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> entries.put(key, properties.getProperty(key)));
        return entries;
    }

    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no such key: " + key);
        }
        return value;
    }

    /** The value itself, or the content of the file that {@code <key>-file} names. */
    public String secret(String key) {
        String file = text(key + "-file");
        if (file.isEmpty()) {
            return text(key);
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + key + "-file " + file, e);
        }
    }

    public int integer(String key) {
        String text = text(key);
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw bad(key, "a whole number from 1 to 999999999");
        }
        return Integer.parseInt(text);
    }

    public boolean flag(String key) {
        String text = text(key);
        if (!text.equals("true") && !text.equals("false")) {
            throw bad(key, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    public Duration duration(String key) {
        Matcher matcher = DURATION.matcher(text(key));
        if (!matcher.matches()) {
            throw bad(key, "a number and ms, s, m or h, such as 500ms");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** As {@link #duration}, of days too; {@code off} is {@code otherwise}. */
    public long millisOrOff(String key, long otherwise) {
        String text = text(key);
        if (text.equals("off")) {
            return otherwise;
        }
        if (text.matches("[1-9]\\d{0,5}d")) {
            return Duration.ofDays(Integer.parseInt(text.substring(0, text.length() - 1)))
                    .toMillis();
        }
        if (!DURATION.matcher(text).matches()) {
            throw bad(key, "off, or a number and ms, s, m, h or d, such as 400d");
        }
        return duration(key).toMillis();
    }

    public long bytes(String key) {
        Matcher matcher = BYTES.matcher(text(key));
        if (!matcher.matches()) {
            throw bad(key, "a number and b, kb, mb or gb, such as 64mb");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "b" -> amount;
            case "kb" -> amount << 10;
            case "mb" -> amount << 20;
            default -> amount << 30;
        };
    }

    /** As {@link #bytes}, of what one array can hold. */
    public int intBytes(String key) {
        long bytes = bytes(key);
        if (bytes > Integer.MAX_VALUE) {
            throw bad(key, "less than 2gb");
        }
        return (int) bytes;
    }

    public ZoneId zone(String key) {
        try {
            return ZoneId.of(text(key));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(key + " '" + text(key) + "' is no IANA zone such as Europe/Madrid", e);
        }
    }

    private IllegalArgumentException bad(String key, String allowed) {
        return new IllegalArgumentException(key + " '" + text(key) + "' is not " + allowed);
    }

    private void put(String key, String value, String origin) {
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException("unknown " + origin + ": " + key);
        }
        values.put(key, value);
    }

    private static Map<String, String> flags(String[] args) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException("not a flag: '" + args[i] + "'; write --key value");
            }
            int equals = args[i].indexOf('=');
            if (equals > 0) {
                flags.put(args[i].substring(2, equals), args[i].substring(equals + 1));
            } else if (i + 1 < args.length) {
                flags.put(args[i].substring(2), args[i + 1]);
                i++;
            } else {
                throw new IllegalArgumentException("flag " + args[i] + " needs a value");
            }
        }
        return flags;
    }
}
