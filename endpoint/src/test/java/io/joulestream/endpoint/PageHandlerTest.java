package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHandlerTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"web/([^\"]+)\"|from \"\\./([^\"]+)\"");

    @Test
    void servesEverythingThatThePageRefersTo() throws Exception {
        try (var server = RunningEndpoint.start()) {
            var seen = new TreeSet<String>();
            var open = new ArrayDeque<>(List.of("/"));
            while (!open.isEmpty()) {
                String path = open.remove();
                var answer = server.get(path);
                assertEquals(200, answer.statusCode(), path);
                var references = REFERENCE.matcher(path.contains("uPlot") ? "" : answer.body());
                while (references.find()) {
                    String file = references.group(1) == null ? references.group(2) : references.group(1);
                    if (seen.add(file)) {
                        open.add("/web/" + file);
                    }
                }
            }
            assertTrue(
                    seen.containsAll(List.of("main.js", "style.css", "uPlot.esm.js", "uPlot.min.css")),
                    seen.toString());
        }
    }

    @Test
    void letsNothingOfElsewhereIn() throws Exception {
        try (var server = RunningEndpoint.start()) {
            var page = server.get("/?series=any&period=raw");
            var headers = page.headers();
            assertEquals(
                    "text/html;charset=utf-8",
                    headers.firstValue("Content-Type").orElse("").replace(" ", ""));
            String policy = headers.firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
            // What the policy would refuse.
            assertFalse(page.body().matches("(?s).*(<style|<script>|style=|onclick=).*"));
        }
    }

    @Test
    void saysThatNothingChanged() throws Exception {
        try (var server = RunningEndpoint.start()) {
            String tag = server.get("/web/main.js").headers().firstValue("ETag").orElse("");
            assertEquals(304, server.get("/web/main.js", "If-None-Match", tag).statusCode());
            assertEquals(200, server.get("/", "If-None-Match", tag).statusCode());
        }
    }

    @Test
    void isOpenToThoseWhoStillHaveToEnterTheirKey() throws Exception {
        try (var server = RunningEndpoint.start("default secret-key-0123456789")) {
            assertEquals(200, server.get("/").statusCode());
            assertEquals(200, server.get("/web/api.js").statusCode());
            assertEquals(401, server.get("/v1/series").statusCode());
            assertEquals(401, server.get("/v1/live?series=meter").statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/web/nothing.js",
                "/web/..%2fopenapi.yaml",
                "/web/%2e%2e/openapi.yaml",
                "/web/web/main.js",
                "/web/"
            })
    void hasNothingElse(String path) throws Exception {
        try (var server = RunningEndpoint.start()) {
            int status = server.get(path).statusCode();
            assertTrue(status == 404 || status == 400, path + " " + status);
        }
    }
}
