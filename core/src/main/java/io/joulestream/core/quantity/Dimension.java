package io.joulestream.core.quantity;

/** What a value measures; each dimension is stored in one canonical unit (SEMANTICS 2). */
public enum Dimension {
    ENERGY("Wh"),
    POWER("W"),
    VOLUME("m3"),
    TEMPERATURE("Cel"),
    NUMBER("1");

    private final String canonicalUnit;

    Dimension(String canonicalUnit) {
        this.canonicalUnit = canonicalUnit;
    }

    public String canonicalUnit() {
        return canonicalUnit;
    }
}
