package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;

/** The charts page in a browser: what went in over HTTP is what is drawn, and what changes there changes on the screen. */
@OnSharedStack
class PageEndToEndIT {
    private static final long HOUR = 3_600_000;
    private static final String SERIES = "page-main";
    /** Local midnights in Madrid; the night to March 31 loses an hour. */
    private static final List<Long> DAYS = Stream.of(
                    "2024-03-27T23:00Z",
                    "2024-03-28T23:00Z",
                    "2024-03-29T23:00Z",
                    "2024-03-30T23:00Z",
                    "2024-03-31T22:00Z",
                    "2024-04-01T22:00Z")
            .map(PageEndToEndIT::millis)
            .toList();

    private static final String RANGE = "&from=2024-03-27T23:00Z&to=2024-04-03T22:00Z";

    private final SharedStack.Running system;
    private final ReadingsClient client;
    private Browser browser;

    PageEndToEndIT(SharedStack.Running system) {
        this.system = system;
        this.client = new ReadingsClient(system.baseUrl(), SERIES);
    }

    private static long millis(String text) {
        return Instant.parse(text.replace("Z", ":00Z")).toEpochMilli();
    }

    @BeforeEach
    void openTheChart() {
        browser = Browser.open(1280, 800);
        client.define(Map.of(
                "kind", "counter", "unit", "kWh", "zone", "Europe/Madrid", "name", "Main meter", "maxGap", "PT6H"));
        client.await(client.send(readings()));
        browser.driver().get(page("?series=" + SERIES + "&period=P1D" + RANGE));
        awaitBars(DAYS.size());
        browser.await("joulestream.shown().live === 'live'");
    }

    @AfterEach
    void closeTheBrowser() {
        var complaints = browser.complaints();
        browser.close();
        client.await(client.delete());
        assertEquals(List.of(), complaints);
    }

    /** 1 kWh an hour, from the first midnight to noon of the last day; 15 hours without a reading over the second midnight. */
    private static List<Map<String, Object>> readings() {
        var readings = new ArrayList<Map<String, Object>>();
        long silent = millis("2024-03-29T17:00Z");
        long again = millis("2024-03-30T08:00Z");
        long noon = millis("2024-04-02T10:00Z");
        for (long ts = DAYS.get(0); ts <= noon; ts += HOUR) {
            if (ts <= silent || ts >= again) {
                readings.add(reading(ts, 1000 + (ts - DAYS.get(0)) / HOUR));
            }
        }
        return readings;
    }

    private static Map<String, Object> reading(long ts, long kilowattHours) {
        return Map.of("ts", ts, "value", kilowattHours);
    }

    private String page(String search) {
        return system.baseUrl().toString().replaceFirst("/$", "") + "/" + search;
    }

    private void awaitBars(int count) {
        browser.await("window.joulestream && joulestream.shown() && !joulestream.shown().loading"
                + " && joulestream.drawn().length === " + count);
    }

    private static List<BigDecimal> decimals(String... values) {
        return Stream.of(values)
                .map(BigDecimal::new)
                .map(BigDecimal::stripTrailingZeros)
                .toList();
    }

    @Test
    void drawsEachLocalDayWithItsValueAndHowItIsKnown() {
        var drawn = DrawnChart.of(browser);
        assertEquals(DAYS, drawn.starts());
        assertEquals(List.of(24L, 24L, 24L, 23L, 24L, 24L), drawn.hours());
        assertEquals(decimals("24", "24", "24", "23", "24", "12"), drawn.values());
        assertEquals(
                List.of("measured", "interpolated", "interpolated", "measured", "measured", "partial"),
                drawn.qualities());
        assertEquals("kWh", browser.text("joulestream.shown().unit"));
        // As wide as they are long, as high as they are great; the gap between two is the same for all.
        var bars = drawn.bars();
        double hour = (bars.get(1).left() - bars.get(0).left()) / 24;
        assertEquals(23 * hour, bars.get(4).left() - bars.get(3).left(), 1.5);
        assertEquals(bars.get(0).height() / 2, bars.get(5).height(), 1.5);
        assertEquals(
                bars.get(0).top() + bars.get(0).height(),
                bars.get(5).top() + bars.get(5).height(),
                1.5);

        String measured = colour("--measured");
        assertEquals(List.of(measured), DrawnChart.colours(browser, 0));
        assertEquals(List.of(colour("--partial")), DrawnChart.colours(browser, 5));
        var hatched = DrawnChart.colours(browser, 1);
        assertTrue(hatched.contains(colour("--light")), hatched.toString());
        assertTrue(hatched.size() > 2, hatched.toString());
        // The seventh day has no window, and nothing is drawn for it.
        var last = bars.get(5);
        assertEquals("0 0 0 0", pixel(last.left() + 1.5 * last.width(), last.top() + last.height() - 4));
    }

    /** A custom property as the canvas tells a pixel of it. */
    private String colour(String property) {
        return browser.text("""
                (() => {
                  const paint = new OffscreenCanvas(1, 1).getContext("2d");
                  paint.fillStyle = getComputedStyle(document.getElementById("plot")).getPropertyValue("%s").trim();
                  paint.fillRect(0, 0, 1, 1);
                  return paint.getImageData(0, 0, 1, 1).data.join(" ");
                })()
                """.formatted(property));
    }

    private String pixel(double x, double y) {
        return browser.text("""
                (() => {
                  const canvas = document.querySelector("#plot canvas");
                  const box = canvas.getBoundingClientRect();
                  return canvas.getContext("2d").getImageData(%s - box.left, %s - box.top, 1, 1).data.join(" ");
                })()
                """.formatted(x, y));
    }

    @Test
    void saysInTheTooltipWhatIsKnownAndWhy() {
        var bars = DrawnChart.of(browser).bars();
        assertEquals(
                "interpolated: 6 h of this day are spread between two readings more than maxGap (6 h) apart",
                why(bars.get(1)));
        assertEquals(
                "interpolated: 9 h of this day are spread between two readings more than maxGap (6 h) apart",
                why(bars.get(2)));
        assertEquals("measured: readings cover all of this day", why(bars.get(3)));
        assertTrue(tooltip().contains("(23 h long)"), tooltip());
        assertTrue(why(bars.get(5))
                .startsWith("partial: 12 h of this day are not covered by any reading: the last one is of"));
        assertTrue(tooltip().contains("12\u00a0kWh") && tooltip().contains("covered\n50 %"), tooltip());
    }

    @Test
    void marksWhatAMeterEventDecided() {
        client.await(client.send(List.of(Map.of("op", "meter", "ts", DAYS.get(3) + 5 * HOUR, "event", "correction"))));
        browser.driver().navigate().refresh();
        awaitBars(DAYS.size());
        assertEquals(
                "[[],[],[],[\"event\"],[],[]]",
                browser.text("JSON.stringify(joulestream.drawn().map(bar => bar.evidence))"));
        why(DrawnChart.of(browser).bars().get(3));
        assertTrue(tooltip().contains("register corrected (told): the register went from 1,"), tooltip());
    }

    private String why(DrawnChart.Bar bar) {
        move(bar.centreX(), bar.centreY()).perform();
        browser.await("!document.querySelector('.tooltip').hidden");
        return browser.text("document.querySelector('.tooltip .why').textContent");
    }

    private String tooltip() {
        return browser.text("document.querySelector('.tooltip').innerText");
    }

    private Actions move(int x, int y) {
        return new Actions(browser.driver()).moveToLocation(x, y);
    }

    @Test
    void changesTheBarOfAnEditedReadingWithoutBeingLoadedAgain() {
        browser.ask("(() => { window.stayed = true; })()");
        // Noon of the first day: three of the hours before it move after it, but the day stays as it is.
        client.send(List.of(reading(DAYS.get(5), 1122)));
        browser.await("Math.abs(joulestream.drawn()[4].value - 27) < 1e-9");
        assertEquals(
                decimals("24", "24", "24", "23", "27", "9"),
                DrawnChart.of(browser).values());

        // A day that was not there, and is not there again.
        long seventh = DAYS.get(5) + 26 * HOUR;
        client.send(List.of(reading(seventh, 1145)));
        awaitBars(7);
        assertEquals("interpolated", DrawnChart.of(browser).qualities().get(5));
        client.send(List.of(Map.of("op", "delete", "ts", seventh)));
        awaitBars(6);
        assertEquals("true", browser.text("String(window.stayed)"));
    }

    @Test
    void zoomsAndPansByMouse() {
        var bars = DrawnChart.of(browser).bars();
        var second = bars.get(1);
        move((int) second.left() + 2, second.centreY())
                .clickAndHold()
                .moveToLocation((int) (bars.get(3).left() + bars.get(3).width()) - 2, second.centreY())
                .release()
                .perform();
        awaitBars(3);
        assertEquals(DAYS.subList(1, 4), DrawnChart.of(browser).starts());
        assertEquals(71.0, span() / HOUR, 2.0);

        long from = from();
        new Actions(browser.driver())
                .keyDown(Keys.SHIFT)
                .moveToLocation(800, 500)
                .clickAndHold()
                .moveToLocation(700, 500)
                .release()
                .keyUp(Keys.SHIFT)
                .perform();
        browser.await("joulestream.shown().range.from > " + from);
        assertEquals(71.0, span() / HOUR, 2.0);

        new Actions(browser.driver()).moveToLocation(800, 500).doubleClick().perform();
        awaitBars(6);
        assertEquals(millis("2024-03-27T23:00Z"), from());

        new Actions(browser.driver())
                .scrollFromOrigin(WheelInput.ScrollOrigin.fromViewport(800, 500), 0, -120)
                .perform();
        browser.await("joulestream.shown().range.from > " + DAYS.get(0));
    }

    @Test
    void tapsPansAndZoomsByTouch() {
        var fingers = new Fingers(browser);
        var third = DrawnChart.of(browser).bars().get(2);
        fingers.tap(third.centreX(), third.centreY());
        browser.await("!document.querySelector('.tooltip').hidden");
        assertTrue(tooltip().contains("9 h of this day are spread"), tooltip());
        assertEquals(millis("2024-03-27T23:00Z"), from());
        // Not even a change takes away what is being read.
        client.send(List.of(reading(DAYS.get(3), 1073)));
        browser.await("Math.abs(joulestream.drawn()[3].value - 22) < 1e-9");
        assertTrue(tooltip().contains("9 h of this day are spread"), tooltip());
        fingers.tap(700, 90);
        browser.await("document.querySelector('.tooltip').hidden");

        fingers.move(new Fingers.Way(900, 700, 500));
        browser.await("joulestream.shown().range.from > " + DAYS.get(0));
        assertEquals(167.0, span() / HOUR, 0.1);
        assertEquals("true", browser.text("document.querySelector('.tooltip').hidden"));

        long panned = from();
        fingers.move(new Fingers.Way(760, 600, 500), new Fingers.Way(840, 1000, 500));
        browser.await("joulestream.shown().range.from > " + panned);
        assertEquals(167.0 / 5, span() / HOUR, 5.0);
    }

    @Test
    void zoomsAndPansByKeyboard() {
        long whole = Math.round(span());
        long from = from();
        var plot = browser.driver().findElement(By.id("plot"));
        plot.sendKeys(Keys.ARROW_RIGHT);
        browser.await("joulestream.shown().range.from === " + (from + whole / 4));
        plot.sendKeys(Keys.ARROW_LEFT);
        browser.await("joulestream.shown().range.from === " + from);
        plot.sendKeys("+");
        browser.await("joulestream.shown().range.from === " + (from + whole / 4));
        assertEquals(whole / 2, Math.round(span()));
        plot.sendKeys("-");
        browser.await("joulestream.shown().range.from === " + from);
        plot.sendKeys(Keys.HOME);
        browser.await("joulestream.shown().range.from === " + DAYS.get(0));
        plot.sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
        browser.await(
                "document.getElementById('spoken').textContent.includes('measured: readings cover all of this day')");
        plot.sendKeys("t");
        browser.await("document.querySelectorAll('#table tbody tr').length === 6");
        assertTrue(browser.text("document.getElementById('table').innerText").contains("23\u00a0kWh"));
        browser.driver().switchTo().activeElement().sendKeys("t");
        browser.await("document.getElementById('table').hidden && document.activeElement.id === 'plot'");
        plot.sendKeys("0");
        browser.await("new URLSearchParams(location.search).get('range') === 'month'");
    }

    private long from() {
        return Math.round(browser.number("joulestream.shown().range.from"));
    }

    private double span() {
        return browser.number("joulestream.shown().range.to - joulestream.shown().range.from");
    }

    @Test
    void showsTheSameToWhomTheLinkIsSent() {
        browser.driver().findElement(By.cssSelector("#periods [data-id=PT1H]")).click();
        browser.await("joulestream.shown().period === 'PT1H' && !joulestream.shown().loading");
        browser.driver().findElement(By.cssSelector("#unit option[value=Wh]")).click();
        browser.await("joulestream.shown().unit === 'Wh'");
        var sent = DrawnChart.of(browser);
        assertTrue(sent.bars().size() > 100, sent.toString());

        var link = browser.driver().getCurrentUrl();
        browser.driver().switchTo().newWindow(WindowType.WINDOW).get(link);
        awaitBars(sent.bars().size());
        assertEquals(sent.starts(), DrawnChart.of(browser).starts());
        assertEquals(sent.values(), DrawnChart.of(browser).values());
        assertEquals("Wh", browser.text("joulestream.shown().unit"));
        browser.driver().close();

        browser.driver()
                .switchTo()
                .window(browser.driver().getWindowHandles().iterator().next());
        browser.driver().navigate().back();
        browser.driver().navigate().back();
        awaitBars(DAYS.size());
        assertEquals("P1D", browser.text("joulestream.shown().period"));
    }

    @Test
    void listsTheSeriesWithItsLastValue() {
        var item = browser.text("document.querySelector('#list [data-series=" + SERIES + "]').innerText");
        assertTrue(item.contains("Main meter") && item.contains("1,131\u00a0kWh"), item);
        assertFalse(browser.text("document.title").isEmpty());
    }
}
