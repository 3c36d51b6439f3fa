package io.joulestream.endpoint;

import io.joulestream.endpoint.json.JsonOut;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;

/** What became of the records of one topic, as {@code GET /v1/status} tells it. */
final class LedgerTotals {
    private static final String LETTER = "dead_letter:";

    private LedgerTotals() {}

    /** @param counts how many were consumed, and how often each outcome and each reason occurred */
    static void write(JsonOut out, SortedMap<String, Long> counts) throws IOException {
        long accounted = 0;
        long letters = 0;
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            if (count.getKey().startsWith(LETTER)) {
                letters += count.getValue();
            } else {
                out.number(count.getKey(), count.getValue());
            }
            accounted += count.getKey().equals("consumed") ? 0 : count.getValue();
        }
        out.number("dead_letters", letters);
        out.object("dead_letter_reasons", reasons -> {
            for (Map.Entry<String, Long> count : counts.tailMap(LETTER).entrySet()) {
                if (count.getKey().startsWith(LETTER)) {
                    reasons.number(count.getKey().substring(LETTER.length()), count.getValue());
                }
            }
        });
        out.bool("adds_up", accounted == counts.getOrDefault("consumed", 0L));
    }
}
