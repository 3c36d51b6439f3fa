package io.joulestream.jobs.providers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The secret of a customer, or none. It shows nowhere but in a request. */
final class ApiKey {
    static final ApiKey NONE = new ApiKey("");

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /** Blank is {@link #NONE}. */
    static ApiKey of(String text) {
        return text.isBlank() ? NONE : new ApiKey(text.strip());
    }

    boolean isNone() {
        return secret.isEmpty();
    }

    /** For the query of a request, and for nothing else. */
    String encoded() {
        return URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    /** The text with stars where it repeats the secret, as an answer may. */
    String hiddenIn(String text) {
        return isNone() ? text : text.replace(secret, "***").replace(encoded(), "***");
    }

    @Override
    public String toString() {
        return isNone() ? "no key" : "***";
    }
}
