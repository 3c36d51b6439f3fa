package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.console.Console;
import io.joulestream.local.demo.Browser;
import io.joulestream.local.demo.Demonstration;
import io.joulestream.local.demo.LiveClock;
import io.joulestream.local.demo.LiveReadings;
import io.joulestream.local.rest.Rest;
import io.joulestream.local.simulator.Scenario;
import io.joulestream.local.simulator.WeatherApis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole system with two simulated households in it until Ctrl-C. */
@Command(
        name = "demo",
        description = {
            "Runs the whole system on this machine until Ctrl-C, with a simulated year of two households and then their"
                    + " live readings; with the activities of one who lives there, and their weather, which this process"
                    + " simulates as well: no weather service is asked.",
            "",
            "The year ends now and goes on in real time: a reading every ten seconds from one series, every minute or"
                    + " quarter of an hour from others. With a --speed above 1 it ends half an hour times the speed"
                    + " ago, a week at most, and the simulated clock runs so many times as fast as the real one until"
                    + " it has caught up: no reading is of the future. Until then the page rightly calls series stale."
        },
        footer = {"", "Example:", "  ./joulestream demo --speed 120"})
final class DemoCommand implements Callable<Integer> {

    private static final Duration CALL = Duration.ofSeconds(30);

    @Mixin
    Settings settings = new Settings();

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Simulated seconds a second, 1 or more (default: ${DEFAULT-VALUE}).")
    double speed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another one makes up other households (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty or new folder, which is kept; by default a temporary one, which is removed.")
    @Nullable
    Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "Of the endpoint (default: 8080); 0 is any free one.")
    @Nullable
    Integer port;

    @Option(names = "--no-browser", description = "Opens no page; otherwise one is opened where there is a desktop.")
    boolean noBrowser;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var time = InstantSource.system();
        var clock = clock(time);
        var console = new Console(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        var scenario = Scenario.year(seed, clock.historyEnd());
        var home = Home.find();
        try (var folder = DemoFolder.of(data);
                var weather = WeatherApis.startWithGaps(seed, 0, Clock.systemUTC())) {
            var config = settings.config(home, flags(folder.path(), weather));
            var past = Demonstration.prepare(scenario, clock.historyEnd(), console);
            var foreground = new Foreground(console, "demo", folder::close);
            try {
                var stack = foreground.start(home, config);
                var endpoint = new Rest(stack.addresses().endpointUrl(), CALL);
                past.send(
                        endpoint,
                        () -> firstChart(console, foreground, stack.addresses().endpointPort()));
                console.say("demo", "all visible after " + foreground.seconds() + " s: " + past.summary());
                console.say("demo", past.activities());
                var found = past.awaitWeather(endpoint);
                console.say("demo", "their weather after " + foreground.seconds() + " s: " + found);
                console.say("live", goesOn(stack.addresses().endpointPort()));
                new LiveReadings(scenario, endpoint, clock, time, console).run(foreground.stopping());
            } catch (IOException | RuntimeException | InterruptedException failed) {
                foreground.endIfStopping();
                throw failed;
            }
            foreground.awaitStopped();
        }
        return 0;
    }

    private LiveClock clock(InstantSource time) {
        try {
            return new LiveClock(time.instant(), speed);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Map<String, String> flags(Path folder, WeatherApis weather) {
        var flags = new HashMap<String, String>();
        // Nobody but this process is asked for the weather of places that nobody has been to.
        flags.put("weather.providers", "open-meteo");
        // Two places' year at once, from one that gives as much away as is asked of it.
        flags.put("weather.open-meteo-burst", "5000");
        flags.put("weather.open-meteo-requests-per-day", "1000000");
        weather.settings().forEach((name, url) -> flags.put(name.replaceFirst("^weather-", "weather."), url));
        flags.put("data", folder.toString());
        // Whoever has keys has them for data of his own, not for this.
        flags.put("endpoint.api-keys-file", "");
        if (port != null) {
            flags.put("endpoint.port", port.toString());
        }
        return flags;
    }

    private String goesOn(int endpointPort) {
        return speed == 1
                ? "goes on in real time, most often in " + page(endpointPort, Scenario.DENSEST, "&range=day")
                : "goes on at " + speed + " simulated seconds a second until it has caught up";
    }

    private static String page(int endpointPort, String series, String more) {
        return "http://localhost:" + endpointPort + "/?series=" + series + more;
    }

    private void firstChart(Console console, Foreground foreground, int endpointPort) {
        var page = page(endpointPort, Scenario.FIRST, "&period=P1D&range=year");
        console.say("demo", "first chart after " + foreground.seconds() + " s: " + page);
        if (!noBrowser) {
            Browser.open(page);
        }
    }
}
