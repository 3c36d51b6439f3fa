package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.Visibilities;
import io.joulestream.endpoint.log.Visibility;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.List;

/** {@code /metrics}: requests by route, the readings job's lag by partition, and the JVM, as Prometheus text. */
final class MetricsHandler {
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Histogram requests = Histogram.builder()
            .name("joulestream_http_request_seconds")
            .help("time to answer a request, by route")
            .labelNames("method", "route", "status")
            .classicOnly()
            .register(registry);

    MetricsHandler(Visibilities visibilities, String readingsTopic) {
        JvmMetrics.builder().register(registry);
        Visibility visibility = visibilities.of(readingsTopic);
        register("readings", visibility);
        for (String topic : List.of(ActivitiesHandler.TOPIC, WeatherHandler.TOPIC)) {
            register(topic, visibilities.of(topic));
        }
        GaugeWithCallback.builder()
                .name("joulestream_complete_through_seconds")
                .help("epoch seconds through which everything in the log is visible")
                .callback(gauge -> {
                    Long millis = visibility.progress().completeThroughMillis();
                    if (millis != null) {
                        gauge.call(millis / MILLIS_PER_SECOND);
                    }
                })
                .register(registry);
    }

    /** How far a topic's job is behind. */
    private void register(String name, Visibility visibility) {
        GaugeWithCallback.builder()
                .name("joulestream_" + name + "_lag_records")
                .help("records in the log that are not visible yet")
                .labelNames("partition")
                .callback(gauge -> {
                    for (Progress.Partition partition : visibility.progress().partitions()) {
                        gauge.call((double) partition.lagRecords(), String.valueOf(partition.partition()));
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("joulestream_" + name + "_lag_seconds")
                .help("how long the oldest record that is not visible yet has been in the log")
                .labelNames("partition")
                .callback(gauge -> {
                    long nowMillis = System.currentTimeMillis();
                    for (Progress.Partition partition : visibility.progress().partitions()) {
                        gauge.call(partition.lagSeconds(nowMillis), String.valueOf(partition.partition()));
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("joulestream_" + name + "_checkpoint_age_seconds")
                .help("while records wait: how long no checkpoint has made any visible")
                .callback(gauge -> {
                    Double seconds = visibility.progress().stalledSeconds(System.currentTimeMillis());
                    gauge.call(seconds == null ? 0 : seconds);
                })
                .register(registry);
    }

    /** @param route the pattern, never the path: there must be few of them */
    void count(String method, String route, int status, float millis) {
        requests.labelValues(method, route, String.valueOf(status)).observe(millis / MILLIS_PER_SECOND);
    }

    void get(Context ctx) throws IOException {
        var writer = formats.findWriter(ctx.header("Accept"));
        ctx.contentType(writer.getContentType());
        writer.write(ctx.outputStream(), registry.scrape());
    }
}
