package io.joulestream.local.health;

import io.joulestream.local.finding.Finding;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The endpoint's requests since it started, as its metrics count them.
 *
 * @param errors requests that were answered with 5xx, by route and status
 */
record ServerErrors(long requests, Map<String, Long> errors) {

    private static final Pattern COUNT = Pattern.compile(
            "joulestream_http_request_seconds_count\\{method=\"(\\w+)\",route=\"([^\"]*)\",status=\"(\\d+)\"\\} (\\S+)");
    private static final double MANY = 0.01;
    // Asked while something else is down, they answer 503 as they should.
    private static final String READINESS = "/readyz";

    static ServerErrors of(String metrics) {
        var requests = 0L;
        var errors = new TreeMap<String, Long>();
        var matcher = COUNT.matcher(metrics);
        while (matcher.find()) {
            var count = Math.round(Double.parseDouble(matcher.group(4)));
            requests += count;
            if (matcher.group(3).startsWith("5") && !matcher.group(2).equals(READINESS)) {
                errors.put(matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(3), count);
            }
        }
        return new ServerErrors(requests, errors);
    }

    Finding judge() {
        var failed = errors.values().stream().mapToLong(Long::longValue).sum();
        var found = requests + " requests since it started, " + failed + " of them answered with 5xx"
                + (failed == 0
                        ? ""
                        : errors.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining(", ", " (", ")")));
        var finding = failed > MANY * requests
                ? Finding.warning(
                        "endpoint",
                        found,
                        "500 is a mistake of ours, 503 a part that was away, 504 something too slow",
                        "500: the endpoint's log has the trace; 503, 504: see the other findings")
                : Finding.ok("endpoint", found);
        return finding.with("requests", requests).with("errors", failed);
    }
}
