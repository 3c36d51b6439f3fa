package io.joulestream.local.finding;

import java.util.Locale;

/** How bad a finding is: nothing to do; to be looked at; numbers or service are wrong or about to be. */
public enum Severity {
    OK,
    WARNING,
    PROBLEM;

    /** As it is printed. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
