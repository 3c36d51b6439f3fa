package io.joulestream.core.calendar;

/** The periods of the windows, from the finest to the coarsest. The name on the wire is {@link #iso()}. */
public enum Period {
    MINUTE("PT1M"),
    QUARTER_HOUR("PT15M"),
    HOUR("PT1H"),
    DAY("P1D"),
    MONTH("P1M");

    private final String iso;

    Period(String iso) {
        this.iso = iso;
    }

    /** The ISO 8601 duration: the name in the API and in the tables. */
    public String iso() {
        return iso;
    }
}
