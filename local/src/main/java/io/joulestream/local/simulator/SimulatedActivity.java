package io.joulestream.local.simulator;

import io.joulestream.local.rest.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One event of an activity, as it is sent.
 *
 * @param arrivalMillis when it gets to the log; never before the activity's end
 * @param fields of the whole activity by the names of the wire, in their order; empty for a delete
 */
public record SimulatedActivity(Kind kind, long arrivalMillis, String id, Map<String, Object> fields) {

    /** Where all of them come from. */
    public static final String SOURCE = "watch";

    /** Why it is sent. */
    public enum Kind {
        /** An activity soon after its end. */
        UPLOAD,
        /** One that comes days later. */
        LATE,
        /** It has another name now. */
        RENAME,
        /** It was longer or shorter than the watch thought. */
        CORRECTION,
        /** It was elsewhere, or at another time. */
        MOVE,
        /** It was none. */
        DELETE
    }

    /** An item of {@code POST /v1/activities}. */
    public Map<String, Object> item() {
        var item = new LinkedHashMap<String, Object>();
        if (kind == Kind.DELETE) {
            item.put("op", "delete");
        }
        item.put("source", SOURCE);
        item.put("id", id);
        item.putAll(fields);
        return item;
    }

    public String toJson() {
        return Json.line(item());
    }
}
