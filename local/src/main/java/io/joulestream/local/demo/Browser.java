package io.joulestream.local.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The browser of whoever sits at this machine, where somebody does. */
public final class Browser {

    private Browser() {}

    /** Opens a page, or does nothing where there is no desktop or no browser: the page's address was said anyway. */
    public static void open(String url) {
        opener(System.getProperty("os.name"), System.getenv()).ifPresent(opener -> {
            try {
                new ProcessBuilder(opener, url)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start();
            } catch (IOException none) {
                // Nobody is worse off than without a desktop.
            }
        });
    }

    /** The program that opens addresses in this session. */
    static Optional<String> opener(String system, Map<String, String> environment) {
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return Optional.of("open");
        }
        return List.of("DISPLAY", "WAYLAND_DISPLAY").stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst()
                .map(desktop -> "xdg-open");
    }
}
