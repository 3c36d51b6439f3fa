package io.joulestream.endpoint;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. With API keys: whoever has one, for its tenant. Without: this machine only, and no web page but the
 * endpoint's own: the Host must be a loopback name (else a page could have its own name resolve to this machine), and an
 * Origin must be the endpoint itself.
 */
final class Access {
    static final String DEFAULT_TENANT = "default";
    private static final String TENANT = "tenant";
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private final ApiKeys keys;

    Access(ApiKeys keys) {
        this.keys = keys;
    }

    /** Runs before every handler. */
    void check(Context ctx) {
        if (keys.none()) {
            requireThisMachine(ctx);
            ctx.attribute(TENANT, DEFAULT_TENANT);
        } else if (ctx.path().startsWith("/v1/")) {
            ctx.attribute(TENANT, requireKey(ctx));
        }
    }

    static String tenant(Context ctx) {
        String tenant = ctx.attribute(TENANT);
        if (tenant == null) {
            throw new IllegalStateException("a handler without a tenant: " + ctx.path());
        }
        return tenant;
    }

    /** Whether the tenant is the only one, to whom records without a readable tenant are shown, too. */
    boolean onlyTenant() {
        return keys.none();
    }

    private static void requireThisMachine(Context ctx) {
        String host = ctx.header("Host");
        if (host == null || !LOOPBACK.matcher(host).matches()) {
            throw new Problem(403, "host_forbidden", "without API keys only a loopback Host is served")
                    .with("field", "Host")
                    .with("value", String.valueOf(host))
                    .with("allowed", List.of("localhost", "127.0.0.1", "[::1]"));
        }
        String origin = ctx.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            throw new Problem(403, "origin_forbidden", "without API keys no other web page is served")
                    .with("field", "Origin")
                    .with("value", origin)
                    .with("allowed", "http://" + host);
        }
    }

    private String requireKey(Context ctx) {
        var bearer = BEARER.matcher(String.valueOf(ctx.header("Authorization")));
        String tenant = bearer.matches() ? keys.tenantOf(bearer.group(1)) : null;
        if (tenant == null) {
            throw new Problem(401, "key_invalid", "an API key is needed: Authorization: Bearer …")
                    .header("WWW-Authenticate", "Bearer");
        }
        return tenant;
    }

    /** The media type of the body, without its parameters. */
    static String requireContentType(Context ctx, List<String> allowed) {
        String type = mediaType(ctx.header("Content-Type"));
        if (type == null || !allowed.contains(type)) {
            throw new Problem(415, "media_type_unsupported", "Content-Type must be " + String.join(" or ", allowed))
                    .with("field", "Content-Type")
                    .with("value", String.valueOf(type))
                    .with("allowed", allowed);
        }
        return type;
    }

    private static @Nullable String mediaType(@Nullable String header) {
        return header == null ? null : header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
