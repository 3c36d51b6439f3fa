package io.joulestream.core.activity;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of an activity's log: what it is from now on, or with {@code op} delete that it is no more.
 *
 * @param activity null for a delete
 */
public record ActivityEvent(@Nullable Activity activity) {

    /**
     * The event of these fields of the wire, or the first thing that is wrong with them; unknown fields are ignored.
     *
     * @param fields flat JSON: String, BigDecimal, Boolean
     * @param receivedMillis the instant at which the log received the record
     */
    public static ActivityEvent of(Map<String, ?> fields, long receivedMillis) throws Rejection {
        var record = new Fields(fields, Reason.ACTIVITY_INVALID);
        String op = record.text("op");
        if (op != null && !op.equals("delete")) {
            throw new Rejection(
                    Reason.OP_UNKNOWN, "op " + Fields.shown(op) + " is not delete; without op: the whole activity");
        }
        return new ActivityEvent(op == null ? Activity.of(record, receivedMillis) : null);
    }
}
