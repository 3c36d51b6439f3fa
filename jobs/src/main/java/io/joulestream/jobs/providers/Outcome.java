package io.joulestream.jobs.providers;

import org.jspecify.annotations.Nullable;

/** What became of one attempt at one request. */
record Outcome(@Nullable ProviderFault fault) {
    /** Its observations are where they are gathered. */
    static final Outcome READ = new Outcome(null);

    boolean breaks() {
        return fault != null && fault.kind().breaks();
    }
}
