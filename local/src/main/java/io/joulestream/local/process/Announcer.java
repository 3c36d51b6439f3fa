package io.joulestream.local.process;

/** Where the supervisor's lines go; called from many threads, a whole line each. */
@FunctionalInterface
public interface Announcer {

    /** Says one line about one part. */
    void say(String part, String line);
}
