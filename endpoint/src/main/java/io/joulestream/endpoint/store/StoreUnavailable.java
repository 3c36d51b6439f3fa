package io.joulestream.endpoint.store;

/** The store did not answer. The message is fit for a client; the cause is for the log. */
public final class StoreUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean timeout;

    private StoreUnavailable(String message, Throwable cause, boolean timeout) {
        super(message, cause);
        this.timeout = timeout;
    }

    public static StoreUnavailable away(String message, Throwable cause) {
        return new StoreUnavailable(message, cause, false);
    }

    public static StoreUnavailable tooSlow(String message, Throwable cause) {
        return new StoreUnavailable(message, cause, true);
    }

    /** Whether the store was there, but the time limit passed. */
    public boolean timeout() {
        return timeout;
    }
}
