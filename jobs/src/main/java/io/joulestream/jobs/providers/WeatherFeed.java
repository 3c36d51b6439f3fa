package io.joulestream.jobs.providers;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Weather from the configured providers: the first that has observations answers. Thread-safe, and never blocks who asks.
 *
 * <p>The rates are this feed's: a job has one, in an operator of parallelism 1. It remembers nothing of what it was asked:
 * who asks twice is answered twice, and it costs twice.
 *
 * <p>Keys come from the environment alone: {@value #OPEN_METEO_KEY}, for Open-Meteo's customers, and
 * {@value #OPENWEATHERMAP_KEY}, without which that provider is not asked.
 */
public final class WeatherFeed implements AutoCloseable {
    public static final String OPEN_METEO_KEY = "JOULESTREAM_OPEN_METEO_KEY";
    public static final String OPENWEATHERMAP_KEY = "JOULESTREAM_OPENWEATHERMAP_KEY";

    private static final int HTTP_THREADS = 4;

    private final List<WeatherProvider> providers = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timer;
    private @Nullable HttpGet http;

    private WeatherFeed(FeedConfig config, Map<String, String> environment, Clock clock) {
        timer = new ScheduledThreadPoolExecutor(1, daemons("weather-timer"));
        timer.setRemoveOnCancelPolicy(true);
        // Idle ones end by themselves: the client still needs some while it closes.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                HTTP_THREADS, HTTP_THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("weather-http"));
        threads.allowCoreThreadTimeOut(true);
        HttpClient client = HttpGet.client(threads, config.pacing().timeout());
        http = new HttpGet(client, threads, timer, config.pacing().timeout());
        for (String name : config.order()) {
            providers.add(
                    name.equals("open-meteo")
                            ? openMeteo(config, environment, http, clock)
                            : openWeatherMap(config, environment, http, clock));
        }
    }

    /** @param environment where the keys are */
    public static WeatherFeed open(FeedConfig config, Map<String, String> environment) {
        return open(config, environment, Clock.systemUTC());
    }

    /** @param clock what is past, and when a provider may be asked again */
    public static WeatherFeed open(FeedConfig config, Map<String, String> environment, Clock clock) {
        return new WeatherFeed(config, environment, clock);
    }

    private PacedProvider openMeteo(FeedConfig config, Map<String, String> environment, HttpGet http, Clock clock) {
        ApiKey key = ApiKey.of(environment.getOrDefault(OPEN_METEO_KEY, ""));
        String customers = key.isNone() ? "" : "customer-";
        URI archive = config.openMeteoArchive();
        URI forecast = config.openMeteoForecast();
        OpenMeteo api = new OpenMeteo(
                archive == null
                        ? URI.create("https://" + customers + "archive-api.open-meteo.com/v1/archive")
                        : archive,
                forecast == null ? URI.create("https://" + customers + "api.open-meteo.com/v1/forecast") : forecast,
                config.openMeteoSettledAfter(),
                key);
        return paced(api, config.openMeteoRate(), config, http, clock);
    }

    private PacedProvider openWeatherMap(
            FeedConfig config, Map<String, String> environment, HttpGet http, Clock clock) {
        ApiKey key = ApiKey.of(environment.getOrDefault(OPENWEATHERMAP_KEY, ""));
        OpenWeatherMap api = new OpenWeatherMap(config.openWeatherMapUrl(), key);
        PacedProvider provider = paced(api, config.openWeatherMapRate(), config, http, clock);
        if (key.isNone()) {
            provider.stop("the environment has no " + OPENWEATHERMAP_KEY);
        }
        return provider;
    }

    private PacedProvider paced(WeatherApi api, Rate rate, FeedConfig config, HttpGet http, Clock clock) {
        return new PacedProvider(api, new TokenBucket(rate, System::nanoTime), config.pacing(), http, timer, clock);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * The first provider's observations, or every provider's fault. The future always completes, within a bound and never
     * exceptionally, on a thread of the feed: what is chained to it must not block.
     */
    public CompletableFuture<Answer> ask(CellDay wanted) {
        return ask(wanted, 0, List.of());
    }

    private CompletableFuture<Answer> ask(CellDay wanted, int index, List<ProviderFault> before) {
        return providers.get(index).ask(wanted).thenCompose(answer -> {
            if (!(answer instanceof Answer.Unavailable unavailable)) {
                return CompletableFuture.completedFuture(answer);
            }
            List<ProviderFault> faults = new ArrayList<>(before);
            faults.addAll(unavailable.faults());
            return index + 1 < providers.size()
                    ? ask(wanted, index + 1, faults)
                    : CompletableFuture.completedFuture(new Answer.Unavailable(faults));
        });
    }

    /** In the order in which they are asked. */
    public List<ProviderState> states() {
        return providers.stream().map(WeatherProvider::state).toList();
    }

    /** What is being asked ends at once, as unavailable. The threads end soon after, all of them daemons. */
    @Override
    public void close() {
        providers.forEach(WeatherProvider::close);
        HttpGet open = http;
        if (open != null) {
            open.close();
        }
        timer.shutdownNow();
        // Java 17's client cannot be closed: its thread ends when nobody holds the client any more.
        http = null;
    }
}
