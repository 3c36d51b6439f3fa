package io.joulestream.endpoint.tabular;

import java.io.IOException;

/** The bytes cannot be read on: a broken gzip, or more than is allowed. */
final class BrokenFile extends IOException {
    private static final long serialVersionUID = 1;

    private final Fault fault;

    BrokenFile(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
