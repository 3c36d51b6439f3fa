package io.joulestream.local.process;

import org.jspecify.annotations.Nullable;

/** A failure that one line explains to whoever runs the system; its message says what to do. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
