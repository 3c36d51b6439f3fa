package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** The charts page where an endpoint has keys: it asks for one, keeps it in its tab, and shows what that key may see. */
@OnSharedStack
class KeyedPageEndToEndIT {
    private static final String SERIES = "keyed-page";
    private static final long DAY = 86_400_000;
    private static final long START = 1_711_929_600_000L;
    private static final String KEY = "correct-horse";
    private static final String OTHER_KEY = "battery-staple";

    private final SharedStack.Running system;
    private final ReadingsClient client;
    private KeyedEndpoint endpoint;
    private Browser browser;

    KeyedPageEndToEndIT(SharedStack.Running system) {
        this.system = system;
        this.client = new ReadingsClient(system.baseUrl(), SERIES);
    }

    @BeforeEach
    void openThePage() {
        browser = Browser.open(1280, 800);
        // The other endpoint, which has no keys, writes for this tenant.
        endpoint = new KeyedEndpoint(system, "default " + KEY + "\nneighbour " + OTHER_KEY + "\n");
        client.define(Map.of("kind", "counter", "unit", "kWh", "zone", "UTC", "name", "Keyed meter"));
        client.await(client.send(List.of(reading(0, 100), reading(1, 110), reading(2, 125))));
        browser.driver().get(page());
    }

    @AfterEach
    void close() {
        browser.close();
        if (endpoint != null) {
            endpoint.close();
        }
        client.await(client.delete());
    }

    private static Map<String, Object> reading(int day, int kilowattHours) {
        return Map.of("ts", START + day * DAY, "value", kilowattHours);
    }

    private String page() {
        return endpoint.baseUrl() + "/?series=" + SERIES + "&period=P1D&from=2024-04-01T00:00Z&to=2024-04-05T00:00Z";
    }

    private void awaitQuestion(String why) {
        browser.await("document.getElementById('key-dialog').open"
                + " && document.getElementById('key-why').textContent.startsWith('" + why + "')");
        assertEquals("0", browser.text("document.querySelectorAll('#list li').length"));
        assertEquals("null", browser.text("joulestream.shown()"));
    }

    private void enter(String key) {
        browser.driver().findElement(By.id("key-value")).sendKeys(key);
        browser.driver().findElement(By.cssSelector("#key-form button")).click();
    }

    /** Of days in kWh; the last is that of the latest reading, with which it starts. */
    private void awaitBars(String values) {
        browser.await("window.joulestream && joulestream.shown() && !joulestream.shown().loading"
                + " && joulestream.drawn().map(bar => Math.round(bar.value)).join() === '" + values + "'");
    }

    @Test
    void asksForAKeyUntilItIsAKnownOneAndKeepsItInItsTab() {
        awaitQuestion("This Joulestream shows its series to those who have a key");
        enter("wrong");
        awaitQuestion("The key that was given is not known here");
        enter(KEY);
        awaitBars("10,15,0");
        assertFalse(browser.driver().getCurrentUrl().contains(KEY));
        assertEquals("0", browser.text("localStorage.length + document.cookie.length"));

        // The stream of changes has the key, too.
        browser.await("joulestream.shown().live === 'live'");
        client.send(List.of(reading(3, 145)));
        awaitBars("10,15,20,0");

        browser.driver().navigate().refresh();
        awaitBars("10,15,20,0");
        browser.driver().switchTo().newWindow(WindowType.TAB).get(page());
        awaitQuestion("This Joulestream");
    }

    /** Both have a series of this name: nothing of one may stay where the other is shown, least of all a cached answer. */
    @Test
    void showsNothingOfOneTenantToAnother() {
        var neighbour = new ReadingsClient(endpoint.baseUrl(), SERIES, OTHER_KEY);
        neighbour.define(Map.of("kind", "counter", "unit", "kWh", "zone", "UTC", "name", "Another's meter"));
        neighbour.await(neighbour.send(List.of(reading(0, 100), reading(1, 107), reading(2, 116))));
        awaitQuestion("This Joulestream");
        enter(KEY);
        awaitBars("10,15,0");

        browser.driver().findElement(By.id("key")).click();
        enter(OTHER_KEY);
        awaitBars("7,9,0");
        assertFalse(browser.text("document.body.innerText").contains("Keyed meter"));
        neighbour.await(neighbour.delete());
    }
}
