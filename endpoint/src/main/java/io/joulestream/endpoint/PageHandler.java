package io.joulestream.endpoint;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /}: the charts page, and {@code /web/…}: what it consists of, the files of resources/web. Nothing in them is
 * secret: with API keys, the page asks for one. A browser keeps them and asks each time whether they are still the same.
 */
final class PageHandler {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*\\.(html|js|css|svg|txt)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    /** Nothing from elsewhere, and no script or style within the page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asset(byte[] bytes, String tag) {}

    /** The page takes parameters, which are for itself. */
    void index(Context ctx) throws IOException {
        send(ctx, "index.html");
    }

    void file(Context ctx) throws IOException {
        Parameters.of(ctx, Set.of());
        send(ctx, ctx.pathParam("file"));
    }

    private void send(Context ctx, String name) throws IOException {
        Asset asset = NAME.matcher(name).matches() ? asset(name) : null;
        if (asset == null) {
            throw new Problem(404, "not_found", "there is nothing at this path").with("value", ctx.path());
        }
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cache-Control", "no-cache");
        ctx.header("Vary", "Accept-Encoding");
        ctx.header("ETag", asset.tag());
        if (EntityTag.matches(ctx.header("If-None-Match"), asset.tag())) {
            ctx.status(304);
            return;
        }
        ctx.contentType(String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.') + 1))))
                .result(asset.bytes());
    }

    private @Nullable Asset asset(String name) throws IOException {
        Asset known = assets.get(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = PageHandler.class.getResourceAsStream("/web/" + name)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            var tag = new EntityTag();
            tag.digest().update(bytes);
            var asset = new Asset(bytes, tag.text());
            assets.put(name, asset);
            return asset;
        }
    }
}
