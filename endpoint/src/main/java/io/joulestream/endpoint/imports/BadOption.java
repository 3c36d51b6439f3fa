package io.joulestream.endpoint.imports;

/** An option of an import whose value is not allowed. */
public final class BadOption extends Exception {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String value;
    private final String allowed;

    BadOption(String name, String value, String allowed) {
        super("'" + name + "' must be " + allowed, null, false, false);
        this.name = name;
        this.value = value;
        this.allowed = allowed;
    }

    public String name() {
        return name;
    }

    public String value() {
        return value;
    }

    public String allowed() {
        return allowed;
    }
}
