package io.joulestream.endpoint;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which tenant a key belongs to. Only digests are kept, and every one is compared, in constant time. */
final class ApiKeys {
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)");
    private static final String DIGEST_PREFIX = "sha256:";

    private final List<Key> keys = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Key(String tenant, byte[] digest) {}

    /** @param text lines (or parts between commas) of {@code tenant key}; what follows a # is a comment */
    ApiKeys(String text) {
        for (String line : text.split("[\\n,]")) {
            String entry = line.replaceFirst("#.*", "").strip();
            if (!entry.isEmpty()) {
                keys.add(key(entry));
            }
        }
        if (keys.isEmpty() && !text.isEmpty()) {
            throw new IllegalArgumentException("api-keys holds no key");
        }
    }

    private static Key key(String entry) {
        var matcher = LINE.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a line of api-keys is not 'tenant key'");
        }
        String tenant = matcher.group(1);
        String key = matcher.group(2);
        try {
            SeriesKey.of(tenant, "x");
            return new Key(
                    tenant,
                    key.startsWith(DIGEST_PREFIX)
                            ? HexFormat.of().parseHex(key, DIGEST_PREFIX.length(), key.length())
                            : digest(key));
        } catch (Rejection e) {
            throw new IllegalArgumentException("api-keys: " + e.detail(), e);
        }
    }

    boolean none() {
        return keys.isEmpty();
    }

    @Nullable
    String tenantOf(String key) {
        byte[] digest = digest(key);
        String tenant = null;
        for (Key known : keys) {
            if (MessageDigest.isEqual(known.digest(), digest)) {
                tenant = known.tenant();
            }
        }
        return tenant;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
