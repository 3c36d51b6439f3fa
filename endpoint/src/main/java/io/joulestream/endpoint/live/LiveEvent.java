package io.joulestream.endpoint.live;

import io.joulestream.endpoint.json.JsonOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A server-sent event as its bytes, made once for all listeners.
 *
 * @param isReload whether it says to read everything anew
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LiveEvent(byte[] bytes, boolean isReload) {
    /** Says nothing but that the connection is alive; writing it finds out whether the client is. */
    static final LiveEvent HEARTBEAT = new LiveEvent(ascii(": alive\n\n"), false);

    /** So much has changed that the client had better read everything anew. */
    static final LiveEvent RELOAD = new LiveEvent(ascii("event: reload\ndata: {}\n\n"), true);

    /** @param id where to resume: a client sends it back as Last-Event-ID */
    static LiveEvent of(String name, String id, JsonOut.Content data) {
        return of("event: " + name + "\nid: " + id + "\n", data);
    }

    /** The store does not answer at present. */
    static LiveEvent trouble(String detail) {
        return of("event: trouble\n", out -> out.text("detail", detail));
    }

    private static LiveEvent of(String head, JsonOut.Content data) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii(head + "data: "));
        try {
            JsonOut.object(bytes, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(ascii("\n\n"));
        return new LiveEvent(bytes.toByteArray(), false);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
