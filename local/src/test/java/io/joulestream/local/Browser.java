package io.joulestream.local;

import io.joulestream.local.process.Waiting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Chromium without a window, and what a test asks of it. Nothing is downloaded: both programs are found on the PATH. A
 * machine without them skips the test, but where JOULESTREAM_BROWSER is {@code required}: there it fails.
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Kept here, since a logger that nobody keeps forgets its level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path chromium, Path chromedriver, int width, int height) {
        // It warns of Chromium versions that it has no typed commands for; none are used here.
        SELENIUM.setLevel(Level.SEVERE);
        try {
            profile = Files.createTempDirectory("joulestream-browser");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options(chromium, width, height));
        driver.manage().window().setSize(new Dimension(width, height));
    }

    private ChromeOptions options(Path chromium, int width, int height) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--lang=en-GB",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height));
        return options;
    }

    static Browser open(int width, int height) {
        var chromium = onPath("chromium");
        var chromedriver = onPath("chromedriver");
        if (!"required".equals(System.getenv("JOULESTREAM_BROWSER"))) {
            Assumptions.assumeTrue(
                    chromium.isPresent() && chromedriver.isPresent(),
                    "no chromium and chromedriver on the PATH: the charts page was not tested");
        }
        return new Browser(
                chromium.orElseThrow(
                        () -> new AssertionError("JOULESTREAM_BROWSER=required, and no chromium on the PATH")),
                chromedriver.orElseThrow(
                        () -> new AssertionError("JOULESTREAM_BROWSER=required, and no chromedriver on the PATH")),
                width,
                height);
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** The value of an expression of JavaScript. */
    @Nullable
    Object ask(String expression) {
        return driver.executeScript("return " + expression);
    }

    String text(String expression) {
        return String.valueOf(ask(expression));
    }

    double number(String expression) {
        if (ask(expression) instanceof Number number) {
            return number.doubleValue();
        }
        throw new AssertionError("no number: " + expression);
    }

    /** The objects of an array. */
    @SuppressWarnings("unchecked") // an object of JavaScript is a map by name
    List<Map<String, Object>> objects(String expression) {
        if (ask(expression) instanceof List<?> list) {
            return (List<Map<String, Object>>) list;
        }
        throw new AssertionError("no array: " + expression);
    }

    void await(String expression) {
        Waiting.until(expression, PATIENCE, () -> Boolean.TRUE.equals(ask("Boolean(" + expression + ")")));
    }

    /** What the console has complained about since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                // That a test reads the pixels is no fault of the page.
                .filter(entry -> !entry.getMessage().contains("willReadFrequently"))
                .map(LogEntry::toString)
                .toList();
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
        try {
            Processes.deleteFolder(profile);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
