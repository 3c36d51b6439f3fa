package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The activities on the page: with the place and the weather that they have over HTTP, by the clock of their place. */
@OnSharedStack
class ActivitiesPageEndToEndIT {
    private static final long HOUR = 3_600_000;
    /** In Apia, where it is a day later than across the water: 23:20 by UTC is 12:20 of the next day. */
    private final long start =
            Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS).toEpochMilli() + 23 * HOUR + HOUR / 3;

    private final SharedStack.Running system;
    private final MirroredActivities activities;
    private Browser browser;

    ActivitiesPageEndToEndIT(SharedStack.Running system) {
        this.system = system;
        this.activities = new MirroredActivities(system.baseUrl(), "page");
    }

    @BeforeEach
    void openThePage() throws InterruptedException {
        activities.postWeather(List.of(observation(-HOUR / 3, 20, false), observation(2 * HOUR / 3, 29, true)));
        activities.post(List.of(
                activity("sea", Map.of("lat", -13.83, "lon", -171.77, "heart_rate", 131)), activity("pool", Map.of())));
        activities.awaitEnriched(1);
        browser = Browser.open(1280, 800);
        browser.driver().get(system.baseUrl().toString().replaceFirst("/$", "") + "/?view=activities");
        browser.await("document.querySelector('[data-activity=\"page/sea\"]')");
    }

    @AfterEach
    void closeTheBrowser() {
        var complaints = browser.complaints();
        browser.close();
        activities.post(List.of(Map.of("op", "delete", "id", "sea"), Map.of("op", "delete", "id", "pool")));
        activities.awaitAll();
        assertEquals(List.of(), complaints);
    }

    private Map<String, Object> activity(String id, Map<String, Object> more) {
        var activity = new HashMap<String, Object>(more);
        activity.putAll(Map.of(
                "id",
                id,
                "type",
                "paddle",
                "start",
                start,
                "distance_m",
                4321,
                "moving_s",
                3723,
                "name",
                "In the " + id));
        return activity;
    }

    private Map<String, Object> observation(long after, int celsius, boolean provisional) {
        return Map.of(
                "lat", -13.85, "lon", -171.75, "ts", start + after, "temperature", celsius, "provisional", provisional);
    }

    private List<String> cells(String id) {
        var cells = new ArrayList<String>();
        for (var cell : browser.driver().findElements(By.cssSelector("[data-activity='page/" + id + "'] > *"))) {
            cells.add(cell.getText().replace('\u00a0', ' '));
        }
        return cells;
    }

    @Test
    void listsThemWithPlaceAndWeatherAndSumsTheirWeeks() {
        var sea = cells("sea");
        assertTrue(sea.get(0).endsWith("12:20"), sea.toString());
        // A third of the way from 20 to 29 degrees.
        assertEquals(
                List.of("In the sea\npaddle · Apia, WS · 131 bpm", "4.3 km", "1 h 2 min", "23.0 °C (provisional)"),
                sea.subList(1, sea.size()));
        var pool = cells("pool");
        assertTrue(pool.get(0).endsWith("23:20 UTC"), pool.toString());
        assertEquals("no place", pool.get(4));

        // By local days: Sunday in the one zone may be Monday in the other.
        browser.driver().findElement(By.cssSelector("#types [data-id=paddle]")).click();
        browser.await("[...document.querySelectorAll('#weeks li')].some(week => week.title.includes('2 times'))"
                + " || document.querySelectorAll('#weeks li[title*=\"1 times\"]').length === 2");
        assertEquals(53.0, browser.number("document.querySelectorAll('#weeks li').length"));
    }

    @Test
    void goesToASeriesAndBack() {
        var client = new ReadingsClient(system.baseUrl(), "page-beside");
        client.await(client.define(Map.of("kind", "gauge", "unit", "W", "zone", "UTC", "name", "Beside")));
        browser.driver().navigate().refresh();
        browser.await("document.querySelector('#list [data-series=\"page-beside\"]')");
        browser.driver()
                .findElement(By.cssSelector("#list [data-series='page-beside'] a"))
                .click();
        browser.await("document.getElementById('activities').hidden && !document.getElementById('detail').hidden");
        browser.driver().findElement(By.id("to-activities")).click();
        browser.await(
                "document.getElementById('detail').hidden"
                        + " && document.querySelector('[data-activity=\"page/sea\"]') && document.title.startsWith('Activities')");
        assertEquals("?view=activities", browser.text("location.search"));
        browser.driver().navigate().back();
        browser.await("document.getElementById('activities').hidden && document.title.startsWith('Beside')");
        client.await(client.delete());
    }
}
