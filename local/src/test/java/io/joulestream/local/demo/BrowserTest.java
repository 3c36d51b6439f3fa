package io.joulestream.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrowserTest {

    @Test
    void opensPagesWhereThereIsADesktopOnly() {
        assertEquals(Optional.of("xdg-open"), Browser.opener("Linux", Map.of("DISPLAY", ":0")));
        assertEquals(Optional.of("xdg-open"), Browser.opener("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")));
        assertEquals(Optional.of("open"), Browser.opener("Mac OS X", Map.of()));
        assertEquals(Optional.empty(), Browser.opener("Linux", Map.of("DISPLAY", "")));
        assertEquals(Optional.empty(), Browser.opener("Linux", Map.of()));
    }
}
