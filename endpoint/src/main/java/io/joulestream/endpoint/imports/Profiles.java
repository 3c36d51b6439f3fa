package io.joulestream.endpoint.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Options by the name of a kind of file, one resource each: lines of {@code option=value}, the same that a request could
 * give itself; {@code {series}} stands for the option of that name.
 */
public final class Profiles {
    public static final List<String> NAMES = List.of(
            "generic",
            "ausgrid",
            "eemeter",
            "eemeter-billing",
            "heat-stack-bills",
            "home-assistant",
            "home-assistant-history",
            "tracebase",
            "uci-appliances",
            "uci-household-power",
            "uci-steel",
            "vic-elec",
            "vic-elec-temperature");

    private Profiles() {}

    /** The options of a profile, in order. */
    static Map<String, List<String>> read(String name, String series) throws BadOption {
        if (!NAMES.contains(name)) {
            throw new BadOption("profile", name, "one of " + String.join(", ", NAMES));
        }
        var options = new LinkedHashMap<String, List<String>>();
        try (InputStream in = Profiles.class.getResourceAsStream("/profiles/" + name + ".profile")) {
            if (in == null) {
                throw new IllegalStateException("no resource of profile " + name);
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    options.computeIfAbsent(line.substring(0, equals).strip(), key -> new ArrayList<>())
                            .add(line.substring(equals + 1).strip().replace("{series}", series));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return options;
    }
}
