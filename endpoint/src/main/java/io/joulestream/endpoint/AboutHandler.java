package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.json.JsonOut;
import java.io.IOException;
import java.io.InputStream;
import java.time.zone.ZoneRulesProvider;
import java.util.Properties;
import java.util.Set;

/** {@code /version} and {@code /openapi.yaml}: what this endpoint is. */
final class AboutHandler {
    private final Properties build = new Properties();

    AboutHandler() throws IOException {
        try (InputStream in = resource("/version.properties")) {
            build.load(in);
        }
    }

    void version(Context ctx) throws IOException {
        Parameters.of(ctx, Set.of());
        ctx.contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> {
            out.text("version", build.getProperty("version"));
            String commit = build.getProperty("commit", "");
            // Maven leaves the placeholder of a property that is empty.
            out.text("commit", commit.isEmpty() || commit.startsWith("$") ? null : commit);
            out.text("tzdata", ZoneRulesProvider.getVersions("UTC").lastKey());
            out.text("java", Runtime.version().toString());
        });
    }

    void openApi(Context ctx) throws IOException {
        Parameters.of(ctx, Set.of());
        ctx.contentType("application/yaml").result(resource("/openapi.yaml"));
    }

    private static InputStream resource(String name) {
        InputStream in = AboutHandler.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("no resource " + name);
        }
        return in;
    }
}
