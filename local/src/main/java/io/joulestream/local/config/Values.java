package io.joulestream.local.config;

import io.joulestream.local.process.StackException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Texts by key, read into types; remembers which keys were asked for, so that the others can be refused. */
final class Values {

    private final Map<String, String> texts;
    private final Set<String> known = new HashSet<>();

    Values(Map<String, String> texts) {
        this.texts = texts;
    }

    String text(String key, String otherwise) {
        known.add(key);
        return texts.getOrDefault(key, otherwise);
    }

    /** 0 means any free one. */
    int port(String key, int otherwise) {
        return number(key, otherwise, 0, 65_535);
    }

    int number(String key, int otherwise, int least, int most) {
        var text = text(key, String.valueOf(otherwise));
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below, like a number out of range.
        }
        throw new StackException(key + " is " + text + ", and allowed are " + least + " to " + most);
    }

    /** Such as {@code 384m}: whole megabytes. */
    int megabytes(String key, int otherwise) {
        var text = text(key, otherwise + "m");
        if (!text.matches("[1-9][0-9]{0,5}m")) {
            throw new StackException(key + " is " + text + ", and allowed are whole megabytes such as 384m");
        }
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    /** Such as {@code 400d}, or {@code off}: as the jobs read it. */
    String age(String key, String otherwise) {
        var text = text(key, otherwise);
        if (!text.matches("off|[1-9][0-9]{0,5}[smhd]")) {
            throw new StackException(
                    key + " is " + text + ", and allowed are off, or a number and s, m, h or d, such as 400d");
        }
        return text;
    }

    /** An IANA name. */
    ZoneId zone(String key, String otherwise) {
        var text = text(key, otherwise);
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new StackException(key + " is " + text + ", and allowed are IANA time zones such as Europe/Madrid");
        }
        return ZoneId.of(text);
    }

    /** To be called when all keys were asked for. */
    void refuseUnknown() {
        var unknown = new TreeSet<>(texts.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new StackException(
                    "unknown setting " + String.join(", ", unknown) + "; known are " + new TreeSet<>(known));
        }
    }

    Set<String> known() {
        return known;
    }
}
