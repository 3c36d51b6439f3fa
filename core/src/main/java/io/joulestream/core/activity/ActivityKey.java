package io.joulestream.core.activity;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.util.regex.Pattern;

/**
 * Whose activity it is, and which (SEMANTICS 28): the record key of topic {@code activities} is {@code tenant/source/id}.
 *
 * @param source where it comes from, such as a sports service
 * @param id by which the source knows it
 */
public record ActivityKey(String tenant, String source, String id) {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** @throws IllegalArgumentException where a name breaks the rules; untrusted text goes through {@link #of} */
    public ActivityKey {
        if (!TENANT.matcher(tenant).matches()
                || !SOURCE.matcher(source).matches()
                || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an activity key: " + tenant + "/" + source + "/" + id);
        }
    }

    /** The checked key of untrusted names. */
    public static ActivityKey of(String tenant, String source, String id) throws Rejection {
        require("tenant", tenant, TENANT);
        require("source", source, SOURCE);
        require("id", id, ID);
        return new ActivityKey(tenant, source, id);
    }

    /** The checked key of a Kafka record key. */
    public static ActivityKey parse(String recordKey) throws Rejection {
        String[] names = recordKey.split("/", -1);
        if (names.length != 3) {
            throw new Rejection(
                    Reason.KEY_INVALID, "record key " + Fields.shown(recordKey) + " is not tenant/source/id");
        }
        return of(names[0], names[1], names[2]);
    }

    private static void require(String part, String name, Pattern allowed) throws Rejection {
        if (!allowed.matcher(name).matches()) {
            throw new Rejection(Reason.KEY_INVALID, part + " " + Fields.shown(name) + " does not match " + allowed);
        }
    }

    /** {@code tenant/source/id}. */
    @Override
    public String toString() {
        return tenant + "/" + source + "/" + id;
    }
}
