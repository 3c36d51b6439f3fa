package io.joulestream.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.interactions.Actions;

/**
 * Takes the README's picture of the charts page from the running demonstration. With the link of what is to be seen:
 *
 * <pre>
 * mvn verify -pl local -am -Dtest=None -Dit.test=PageScreenshot -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dfailsafe.failIfNoSpecifiedTests=false
 *     -Djoulestream.page='http://localhost:8080/?series=madrid.electricity&amp;period=P1D&amp;range=month'
 *     -Djoulestream.screenshot=$PWD/docs/images/charts.png
 * </pre>
 *
 * <p>{@code -Djoulestream.hover=8}: the tooltip of the ninth bar is open. The README's is of the second hatched bar.
 */
class PageScreenshot {

    @Test
    void takesAPicture() throws IOException {
        try (var browser = Browser.open(1280, 800)) {
            // Exactly this size, whatever a window has around its page.
            browser.driver()
                    .executeCdpCommand(
                            "Emulation.setDeviceMetricsOverride",
                            Map.of("width", 1280, "height", 800, "deviceScaleFactor", 1, "mobile", false));
            browser.driver().get(System.getProperty("joulestream.page"));
            browser.await("window.joulestream && joulestream.drawn().length > 0 && !joulestream.shown().loading"
                    + " && joulestream.shown().live === 'live'");
            int hover = Integer.getInteger("joulestream.hover", -1);
            if (hover >= 0) {
                var bar = DrawnChart.of(browser).bars().get(hover);
                new Actions(browser.driver())
                        .moveToLocation(bar.centreX(), bar.centreY())
                        .perform();
                browser.await("!document.querySelector('.tooltip').hidden");
            }
            browser.screenshot(Path.of(System.getProperty("joulestream.screenshot")));
        }
    }
}
