package io.joulestream.core.input;

/** One record that cannot be used. Carries no stack trace: bad input is ordinary and may be frequent. */
public final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** @param detail names the field, its value and what is allowed */
    public Rejection(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
