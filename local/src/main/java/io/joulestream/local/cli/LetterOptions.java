package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.stack.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters, and where. */
final class LetterOptions {

    @Mixin
    Settings settings = new Settings();

    @Option(names = "--reason", paramLabel = "R", description = "Those of one reason: series_unknown, …")
    @Nullable
    String reason;

    @Option(names = "--series", paramLabel = "S", description = "Those of one series.")
    @Nullable
    String series;

    @Option(names = "--from", paramLabel = "T", description = "Those that the log received at this time or later.")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "T", description = "Those that the log received before this time.")
    @Nullable
    String to;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: all).")
    long limit = Long.MAX_VALUE;

    @Option(names = "--url", paramLabel = "URL", description = "The endpoint (default: that of up).")
    @Nullable
    String url;

    EndpointClient endpoint() {
        var base = url == null
                ? Addresses.of(settings.config(Home.find(), Map.of())).endpointUrl()
                : url;
        return new EndpointClient(base, System.getenv("JOULESTREAM_API_KEY"));
    }

    /**
     * The query of one page.
     *
     * @param most what a page may have
     * @param done how many there were on earlier ones
     */
    String query(long most, long done, @Nullable String cursor) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        add(parameters, "reason", reason);
        add(parameters, "series", series);
        add(parameters, "from", from);
        add(parameters, "to", to);
        add(parameters, "limit", String.valueOf(Math.min(most, limit - done)));
        add(parameters, "cursor", cursor);
        return EndpointClient.query(parameters);
    }

    private static void add(List<Map.Entry<String, String>> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(Map.entry(name, value));
        }
    }
}
