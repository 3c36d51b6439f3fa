package io.joulestream.local.rest;

import java.io.IOException;
import java.net.URI;

/** The server answered, and not with what was asked for. */
public final class RefusedException extends IOException {

    private static final int LONGEST_REASON = 500;

    private final int status;
    private final String body;

    RefusedException(URI address, int status, String reason) {
        super(address + " answered " + status + ": " + shortened(reason));
        this.status = status;
        this.body = reason;
    }

    public int status() {
        return status;
    }

    /** All that the server said. */
    public String body() {
        return body;
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }
}
