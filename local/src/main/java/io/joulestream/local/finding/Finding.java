package io.joulestream.local.finding;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a check saw.
 *
 * @param subject what it is about, such as a topic, a job, a table
 * @param found the evidence, with numbers
 * @param why it matters; empty where all is well
 * @param remedy a command or a setting; empty where all is well
 * @param figures the evidence for programs, by name
 */
public record Finding(
        Severity severity, String subject, String found, String why, String remedy, Map<String, Object> figures) {

    public static Finding ok(String subject, String found) {
        return new Finding(Severity.OK, subject, found, "", "", Map.of());
    }

    public static Finding warning(String subject, String found, String why, String remedy) {
        return new Finding(Severity.WARNING, subject, found, why, remedy, Map.of());
    }

    public static Finding problem(String subject, String found, String why, String remedy) {
        return new Finding(Severity.PROBLEM, subject, found, why, remedy, Map.of());
    }

    /** Well, or as bad as said, with the same evidence. */
    public static Finding judged(Severity severity, String subject, String found, String why, String remedy) {
        return severity == Severity.OK
                ? ok(subject, found)
                : new Finding(severity, subject, found, why, remedy, Map.of());
    }

    /** The same with a figure more. */
    public Finding with(String name, Object value) {
        var more = new LinkedHashMap<>(figures);
        more.put(name, value);
        return new Finding(severity, subject, found, why, remedy, more);
    }

    public boolean well() {
        return severity == Severity.OK;
    }
}
