package io.joulestream.endpoint.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Up to which revision the changes of each series are known. It stays {@value #LAG} looks behind the newest, since the
 * rows of one insert may appear one after the other, and not in the order of their revisions; what was seen beyond it is
 * remembered, so that nothing is told twice.
 */
final class Watermark {
    private static final int LAG = 5;

    private final Deque<Map<String, Long>> newest = new ArrayDeque<>();
    private final Map<Place, Long> seen = new HashMap<>();

    private record Place(String series, long timeMillis) {}

    Watermark(Map<String, Long> known) {
        newest.add(Map.copyOf(known));
    }

    /** Changes beyond this are to be looked for. */
    Map<String, Long> since() {
        return newest.getFirst();
    }

    /** Whether this is news; remembers it. */
    boolean see(String series, long timeMillis, long revision) {
        if (revision <= since().getOrDefault(series, 0L)) {
            return false;
        }
        Long known = seen.get(new Place(series, timeMillis));
        if (known != null && known >= revision) {
            return false;
        }
        seen.put(new Place(series, timeMillis), revision);
        return true;
    }

    /** All changes of this look have been seen. */
    void advance() {
        var latest = new HashMap<>(newest.getLast());
        seen.forEach((place, revision) -> latest.merge(place.series(), revision, Math::max));
        newest.addLast(latest);
        if (newest.size() > LAG) {
            newest.removeFirst();
        }
        seen.entrySet()
                .removeIf(entry ->
                        entry.getValue() <= since().getOrDefault(entry.getKey().series(), 0L));
    }

    /** The revisions as a text that {@link #parse} reads, in the order of the series. */
    static String text(List<String> series, Map<String, Long> revisions) {
        return series.stream()
                .map(name -> String.valueOf(revisions.getOrDefault(name, 0L)))
                .collect(Collectors.joining("-"));
    }

    /** Null where this is no text of as many revisions. */
    static @Nullable Map<String, Long> parse(List<String> series, String text) {
        String[] parts = text.split("-", -1);
        if (parts.length != series.size()) {
            return null;
        }
        var revisions = new TreeMap<String, Long>();
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].matches("\\d{1,18}")) {
                return null;
            }
            revisions.put(series.get(i), Long.parseLong(parts[i]));
        }
        return revisions;
    }
}
