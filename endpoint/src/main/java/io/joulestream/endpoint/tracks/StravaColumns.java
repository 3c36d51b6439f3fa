package io.joulestream.endpoint.tracks;

import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tabular.TableRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns are. Of a name that is there twice, the first is what the athlete sees, rounded and in their units,
 * and the last is the exact one, in seconds and metres.
 */
final class StravaColumns {
    static final String ID = "Activity ID";
    static final String DATE = "Activity Date";
    static final String NAME = "Activity Name";
    static final String TYPE = "Activity Type";
    static final String ELAPSED = "Elapsed Time";
    static final String MOVING = "Moving Time";
    static final String DISTANCE = "Distance";
    static final String ELEVATION = "Elevation Gain";
    static final String HEART_RATE = "Average Heart Rate";

    private static final List<String> NEEDED = List.of(ID, DATE, TYPE);

    private final int width;
    private final Map<String, Integer> last = new HashMap<>();

    StravaColumns(TableRow header) throws Refusal {
        this.width = header.fields().length;
        Set<String> twice = new HashSet<>();
        for (int i = 0; i < width; i++) {
            if (last.put(header.field(i), i) != null) {
                twice.add(header.field(i));
            }
        }
        for (String column : NEEDED) {
            if (!last.containsKey(column)) {
                throw Refusal.of(
                        header.line(),
                        column,
                        Fault.COLUMN_MISSING,
                        "an English activities.csv of Strava has a column '" + column + "'");
            }
        }
        if (!twice.contains(DISTANCE)) {
            last.remove(DISTANCE);
        }
    }

    void checkWidth(TableRow row) throws Refusal {
        int fields = row.fields().length;
        if (fields != width) {
            throw Refusal.of(
                    row.line(),
                    "",
                    fields < width ? Fault.FIELDS_MISSING : Fault.FIELDS_EXTRA,
                    "the row has " + fields + " fields, the header " + width);
        }
    }

    /** Null where the field is empty or there is no such column. */
    @Nullable
    String text(TableRow row, String column) {
        Integer index = last.get(column);
        String text = index == null ? "" : row.field(index);
        return text.isEmpty() ? null : text;
    }
}
