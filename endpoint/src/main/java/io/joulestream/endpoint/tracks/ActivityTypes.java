package io.joulestream.endpoint.tracks;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What files call a kind of activity, as one word: {@code Weight Training} and {@code WeightTraining} are
 * weight_training, and the words of TCX and of Strava's GPX are those of Strava, so that runs of all sources are in one
 * sum.
 */
final class ActivityTypes {
    private static final String UNKNOWN = "other";
    private static final int LONGEST = 63;

    private static final Map<String, String> SAME = Map.of(
            "running", "run",
            "biking", "ride",
            "cycling", "ride",
            "hiking", "hike",
            "walking", "walk",
            "swimming", "swim");

    private ActivityTypes() {}

    /** {@code other} where nothing says it. */
    static String of(@Nullable String type) {
        if (type == null) {
            return UNKNOWN;
        }
        String word = type.replaceAll("([\\p{Ll}\\d])(\\p{Lu})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
        String cut = word.substring(0, Math.min(word.length(), LONGEST));
        return cut.isEmpty() ? UNKNOWN : SAME.getOrDefault(cut, cut);
    }
}
