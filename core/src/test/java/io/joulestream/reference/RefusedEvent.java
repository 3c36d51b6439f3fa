package io.joulestream.reference;

/** An event that ends as a dead letter; the message is the reason code. */
final class RefusedEvent extends Exception {
    private static final long serialVersionUID = 1;

    RefusedEvent(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
