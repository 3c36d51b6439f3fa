package io.joulestream.local;

import java.net.URI;

/** A system that is up, and writable without a key. */
@FunctionalInterface
interface RunningSystem {
    /** Where the tests that were given no stack of their own find one. */
    String URL = "JOULESTREAM_URL";

    /** Of the endpoint, for example {@code http://127.0.0.1:8080}. */
    URI baseUrl();

    static RunningSystem fromEnvironment() {
        return () -> URI.create(String.valueOf(System.getenv(URL)));
    }
}
