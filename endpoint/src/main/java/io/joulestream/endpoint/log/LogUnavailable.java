package io.joulestream.endpoint.log;

/** The log did not answer in its time. The message is fit for a client. */
public final class LogUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    public LogUnavailable(String message) {
        super(message);
    }

    public LogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
