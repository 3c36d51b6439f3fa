package io.joulestream.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a GPX or TCX file says, slow and obvious: all of it as a tree, each point looked at again for every question.
 *
 * @param segments points without a pause between: a lap of a TCX goes on where the one before ended
 * @param laps when those of a TCX started
 */
record TrackReference(List<List<Point>> segments, List<Instant> laps) {
    private static final double EARTH_METRES = 6_371_000;
    private static final double NOISE_METRES = 2;
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /** Null is what it does not say. */
    record Point(
            @Nullable Double lat,
            @Nullable Double lon,
            @Nullable Double height,
            @Nullable Instant time) {

        double metresTo(Point other) {
            double a = Math.toRadians(degrees(lat));
            double b = Math.toRadians(degrees(other.lat));
            double north = Math.sin((b - a) / 2);
            double east = Math.sin(Math.toRadians(degrees(other.lon) - degrees(lon)) / 2);
            double chord = north * north + Math.cos(a) * Math.cos(b) * east * east;
            return 2 * EARTH_METRES * Math.asin(Math.sqrt(chord));
        }

        private static double degrees(@Nullable Double known) {
            return Objects.requireNonNull(known);
        }
    }

    static TrackReference read(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var root = factory.newDocumentBuilder().parse(in).getDocumentElement();
            List<List<Point>> segments = new ArrayList<>();
            elements(root, "trkseg").forEach(segment -> segments.add(points(segment, "trkpt")));
            elements(root, "Lap").forEach(lap -> {
                List<Point> continued = segments.isEmpty() ? List.of() : segments.remove(segments.size() - 1);
                elements(lap, "Track").forEach(track -> segments.add(points(track, "Trackpoint")));
                int first = segments.size() - (int) elements(lap, "Track").count();
                segments.set(
                        first,
                        Stream.concat(continued.stream(), segments.get(first).stream())
                                .toList());
            });
            List<Instant> laps = elements(root, "Lap")
                    .map(lap -> Instant.parse(lap.getAttribute("StartTime")))
                    .toList();
            return new TrackReference(segments.isEmpty() ? List.of(points(root, "wpt")) : segments, laps);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(file.toString(), e);
        }
    }

    private static List<Point> points(Element parent, String... names) {
        return Stream.of(names)
                .flatMap(name -> elements(parent, name))
                .map(each -> new Point(
                        number(each.hasAttribute("lat") ? each.getAttribute("lat") : text(each, "LatitudeDegrees")),
                        number(each.hasAttribute("lon") ? each.getAttribute("lon") : text(each, "LongitudeDegrees")),
                        number(text(each, "ele", "AltitudeMeters")),
                        time(text(each, "time", "Time"))))
                .toList();
    }

    private static Stream<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        NodeList plain = found.getLength() > 0 ? found : parent.getElementsByTagName(name);
        return IntStream.range(0, plain.getLength()).mapToObj(i -> (Element) plain.item(i));
    }

    private static String text(Element parent, String... names) {
        return Stream.of(names)
                .flatMap(name -> elements(parent, name))
                .map(each -> each.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Double number(String text) {
        return text.isEmpty() ? null : Double.valueOf(text);
    }

    /** One before 1990 (rule 3) is what a device without a clock writes. */
    private static @Nullable Instant time(String text) {
        Instant time = text.isEmpty() ? null : Instant.parse(text.toUpperCase(Locale.ROOT));
        return time == null || time.isBefore(EARLIEST) ? null : time;
    }

    private Stream<Point> points() {
        return segments.stream().flatMap(List::stream);
    }

    /** Null where no point or lap has a time. */
    @Nullable
    Instant start() {
        return Stream.concat(laps.stream(), points().flatMap(point -> Stream.ofNullable(point.time())))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Where it was first; without times the first place. */
    Point place() {
        return points().filter(point -> point.lat() != null)
                .min(Comparator.comparing(Point::time, Comparator.nullsLast(Comparator.naturalOrder())))
                .orElseThrow();
    }

    double metres() {
        double metres = 0;
        for (List<Point> segment : segments) {
            List<Point> placed =
                    segment.stream().filter(point -> point.lat() != null).toList();
            for (int i = 1; i < placed.size(); i++) {
                metres += placed.get(i - 1).metresTo(placed.get(i));
            }
        }
        return metres;
    }

    boolean hasHeights() {
        return points().anyMatch(point -> point.height() != null);
    }

    /** Of heights at least 2 m from the last one that counted, in each segment anew. */
    double climbed() {
        double climbed = 0;
        for (List<Point> segment : segments) {
            List<Double> counted = new ArrayList<>();
            for (Point point : segment) {
                Double height = point.height();
                if (height != null
                        && (counted.isEmpty() || Math.abs(height - counted.get(counted.size() - 1)) >= NOISE_METRES)) {
                    counted.add(height);
                }
            }
            for (int i = 1; i < counted.size(); i++) {
                climbed += Math.max(0, counted.get(i) - counted.get(i - 1));
            }
        }
        return climbed;
    }
}
