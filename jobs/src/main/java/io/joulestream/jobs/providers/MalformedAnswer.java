package io.joulestream.jobs.providers;

/** An answer that is not in the documented format. Carries no stack trace: its message says what is wrong. */
final class MalformedAnswer extends Exception {
    private static final long serialVersionUID = 1;

    MalformedAnswer(String message) {
        super(message, null, false, false);
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
