package io.joulestream.jobs.activities;

import io.joulestream.core.place.Gazetteer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The gazetteer that the jar brings along: GeoNames' cities of at least 15,000 inhabitants, some 26,400, which the build
 * makes of an npm package ({@code jobs/src/main/places}).
 */
final class Places {
    private static final String RESOURCE = "/places/cities.tsv.gz";

    private Places() {}

    /**
     * One for all tasks of the job in this JVM, read when the first of them asks: that takes some 0.3 s and holds 5 MB as
     * long as the job's classes are loaded. Any number of threads may ask and use it.
     */
    static Gazetteer gazetteer() {
        return Read.GAZETTEER;
    }

    private static final class Read {
        static final Gazetteer GAZETTEER = read();

        private static Gazetteer read() {
            try (InputStream in = Objects.requireNonNull(Places.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                return Gazetteer.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE, e);
            }
        }
    }
}
