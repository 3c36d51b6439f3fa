package io.joulestream.endpoint;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.compression.Zstd;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.joulestream.endpoint.imports.Importer;
import io.joulestream.endpoint.imports.Ports;
import io.joulestream.endpoint.live.LiveFeed;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.ReplayLog;
import io.joulestream.endpoint.log.Visibilities;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.store.BatchStore;
import io.joulestream.endpoint.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The HTTP server: every route, and what holds for all of them. */
final class Endpoint implements AutoCloseable {
    private static final int GZIP_LEVEL = 5;
    private static final int ZSTD_LEVEL = 3;
    private static final int MAX_THREADS = 200;
    /** Each takes a thread. */
    private static final int MAX_LISTENERS = 100;

    private static final int DEFINITIONS_AT_ONCE = 8;

    private static final Duration LIVE_CADENCE = Duration.ofSeconds(1);

    private final EndpointConfig config;
    private final Javalin server;
    private final List<Route> routes;
    private final LiveFeed feed;
    private final KeptTimes times;
    private final Importer importer;

    /** What answers a method of a path. */
    record Route(HandlerType method, String path, Handler handler) {}

    /** @param patience how long a read waits for the writes that it names */
    Endpoint(
            EndpointConfig config,
            EventLog log,
            ReplayLog replays,
            Visibilities visibilities,
            Store store,
            BatchStore batches,
            Duration patience)
            throws IOException {
        this.config = config;
        Visibility visibility = visibilities.of(config.readingsTopic());
        var ports = new Ports(log, visibility, config.readingsTopic(), store, batches, config.defaultZone());
        this.importer = new Importer(ports, config.imports());
        var access = new Access(new ApiKeys(config.apiKeys()));
        var metrics = new MetricsHandler(visibility);
        this.feed = new LiveFeed(store, LIVE_CADENCE, MAX_LISTENERS);
        var definitions = new Definitions(store, visibility, DEFINITIONS_AT_ONCE);
        this.times = new KeptTimes(store, visibility, definitions);
        this.routes = routes(
                config,
                log,
                replays,
                visibilities,
                store,
                patience,
                access,
                metrics,
                feed,
                definitions,
                times,
                importer,
                batches);
        this.server = Javalin.create(javalin -> configure(javalin, access, metrics));
    }

    private static List<Route> routes(
            EndpointConfig config,
            EventLog log,
            ReplayLog replayLog,
            Visibilities visibilities,
            Store store,
            Duration patience,
            Access access,
            MetricsHandler metrics,
            LiveFeed feed,
            Definitions definitions,
            KeptTimes times,
            Importer importer,
            BatchStore batches)
            throws IOException {
        Visibility visibility = visibilities.of(config.readingsTopic());
        var reads = new Reads(visibilities, config.readingsTopic(), store, patience);
        var bodies = RequestBody.budget();
        var items = new PostedItems(bodies);
        var activityReads = new Reads(visibilities, ActivitiesHandler.TOPIC, store, patience);
        var activities =
                new ActivitiesHandler(log, items, new ActivityFiles(log, bodies), store.activities(), activityReads);
        var summary = new ActivitySummaryHandler(store.activities(), activityReads);
        var weather = new WeatherHandler(log, items);
        var series = new SeriesHandler(log, store, reads, config.defaultZone());
        var readings = new ReadingsHandler(log, items, config.defaultZone());
        var points = new PointsHandler(store, reads, definitions, times);
        var timeline = new TimelineHandler(store, reads, times);
        var monthly = new MonthlyHandler(store, reads, definitions);
        var distribution = new DistributionHandler(store, reads, definitions);
        var completeness = new CompletenessHandler(store, reads, definitions);
        var degreeDays = new DegreeDaysHandler(store.days(), activityReads, definitions);
        var meter = new MeterHandler(store, reads, definitions);
        var deadLetters = new DeadLettersHandler(store, reads, access);
        var replay = new ReplayHandler(store, replayLog, visibility, config.readingsTopic(), access);
        var status = new StatusHandler(visibility, store, reads, config);
        var health = new HealthHandler(visibility, store);
        var about = new AboutHandler();
        var live = new LiveHandler(feed, store);
        var page = new PageHandler();
        var imports = new ImportHandler(importer, batches, reads);
        return List.of(
                new Route(HandlerType.GET, "/", page::index),
                new Route(HandlerType.GET, "/web/{file}", page::file),
                new Route(HandlerType.GET, "/v1/series", series::list),
                new Route(HandlerType.GET, "/v1/series/{series}", series::get),
                new Route(HandlerType.PUT, "/v1/series/{series}", series::put),
                new Route(HandlerType.DELETE, "/v1/series/{series}", series::delete),
                new Route(HandlerType.GET, "/v1/series/{series}/points", points::get),
                new Route(HandlerType.GET, "/v1/series/{series}/timeline", timeline::get),
                new Route(HandlerType.GET, "/v1/series/{series}/monthly", monthly::get),
                new Route(HandlerType.GET, "/v1/series/{series}/distribution", distribution::get),
                new Route(HandlerType.GET, "/v1/series/{series}/completeness", completeness::get),
                new Route(HandlerType.GET, "/v1/series/{series}/degree-days", degreeDays::get),
                new Route(HandlerType.GET, "/v1/series/{series}/meter-events", meter::events),
                new Route(HandlerType.GET, "/v1/series/{series}/evidence", meter::evidence),
                new Route(HandlerType.POST, "/v1/readings", readings::post),
                new Route(HandlerType.GET, "/v1/activities", activities::list),
                new Route(HandlerType.POST, "/v1/activities", activities::post),
                new Route(HandlerType.GET, "/v1/activities/summary", summary::get),
                new Route(HandlerType.GET, "/v1/activities/{source}/{id}", activities::get),
                new Route(HandlerType.PUT, "/v1/activities/{source}/{id}", activities::put),
                new Route(HandlerType.DELETE, "/v1/activities/{source}/{id}", activities::delete),
                new Route(HandlerType.POST, "/v1/weather", weather::post),
                new Route(HandlerType.POST, "/v1/import", imports::post),
                new Route(HandlerType.GET, "/v1/batches", imports::list),
                new Route(HandlerType.GET, "/v1/batches/{batch}", imports::get),
                new Route(HandlerType.DELETE, "/v1/batches/{batch}", imports::delete),
                new Route(HandlerType.GET, "/v1/dead-letters", deadLetters::get),
                new Route(HandlerType.POST, "/v1/dead-letters/replay", replay::post),
                new Route(HandlerType.GET, "/v1/live", live::get),
                new Route(HandlerType.GET, "/v1/status", status::get),
                new Route(HandlerType.GET, "/livez", health::live),
                new Route(HandlerType.GET, "/readyz", health::ready),
                new Route(HandlerType.GET, "/metrics", metrics::get),
                new Route(HandlerType.GET, "/version", about::version),
                new Route(HandlerType.GET, "/openapi.yaml", about::openApi));
    }

    private void configure(JavalinConfig javalin, Access access, MetricsHandler metrics) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.http.prefer405over404 = true;
        javalin.http.compressionStrategy = new CompressionStrategy(null, new Gzip(GZIP_LEVEL), new Zstd(ZSTD_LEVEL));
        javalin.jetty.threadPool = Failures.threads(MAX_THREADS);
        javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        javalin.jetty.modifyServer(jetty -> jetty.setErrorHandler(new Failures.JettyErrors()));
        javalin.routes.before(access::check);
        Failures.handle(javalin.routes);
        for (Route route : routes) {
            javalin.routes.addHttpHandler(route.method(), route.path(), route.handler());
            if (route.method().equals(HandlerType.GET)) {
                // The server leaves the body out.
                javalin.routes.addHttpHandler(HandlerType.HEAD, route.path(), route.handler());
            }
        }
        javalin.requestLogger.http(
                (ctx, millis) -> metrics.count(ctx.method().name(), route(ctx), ctx.statusCode(), millis));
    }

    private static String route(Context ctx) {
        var matched = ctx.endpoints().matchedHttpEndpoint();
        return matched == null ? "none" : matched.path;
    }

    List<Route> routes() {
        return routes;
    }

    /** Opens the port and says which it is. */
    int start() throws IOException {
        importer.start();
        server.start(config.bind(), config.port());
        int port = server.port();
        Path file = config.portFile();
        if (file != null) {
            // Whoever waits for the file never reads half of it.
            Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), port + "\n");
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        return port;
    }

    @Override
    public void close() {
        // First: its listeners' requests would not end by themselves.
        feed.close();
        server.stop();
        times.close();
        importer.close();
    }
}
