package io.joulestream.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A weak ETag: the digest of what an answer depends on. */
final class EntityTag {
    private static final int BYTES = 15;

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192);

    EntityTag() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    MessageDigest digest() {
        return digest;
    }

    EntityTag add(long value) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
        return this;
    }

    EntityTag add(String value) {
        add(value.length());
        flush();
        digest.update(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    /** The tag; nothing can be added afterwards. */
    String text() {
        flush();
        byte[] bytes = Arrays.copyOf(digest.digest(), BYTES);
        return "W/\"" + Base64.getUrlEncoder().encodeToString(bytes) + "\"";
    }

    /** Whether one of the tags of an If-None-Match header is this one. */
    static boolean matches(@Nullable String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String candidate : header.split(",")) {
            String text = candidate.strip();
            if (text.equals("*") || weak(text).equals(weak(tag))) {
                return true;
            }
        }
        return false;
    }

    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
