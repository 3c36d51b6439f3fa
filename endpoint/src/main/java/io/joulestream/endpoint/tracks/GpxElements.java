package io.joulestream.endpoint.tracks;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * GPX 1.0 and 1.1: all tracks of a file are one activity, with a pause between their segments. Where no track has a
 * point the routes are taken, and where these have none either, the first waypoint, as a place and a time without a
 * way. Name and type are those of the first track that has points and says them; the name may be the file's. Heart
 * rates are Garmin's extension ({@code hr}), in whatever namespace. The time of the metadata is when the file was
 * written, and says nothing.
 */
final class GpxElements implements TrackXml.Elements {
    private final PointValues values = new PointValues();
    private final TrackSums tracks = new TrackSums();
    private final TrackSums routes = new TrackSums();
    private final TrackSums place = new TrackSums();

    private @Nullable String fileName;
    private @Nullable String name;
    private @Nullable String type;

    /** Of the track or route that is being read. */
    private @Nullable String nameThere;

    private @Nullable String typeThere;
    private boolean pointsThere;

    /** Of the point that is being read; its depth is 0 where there is none. */
    private int pointDepth;

    private @Nullable String latitude;
    private @Nullable String longitude;
    private @Nullable String elevation;
    private @Nullable String time;
    private @Nullable String heartRate;

    @Override
    public void start(List<String> path, Attributes attributes) {
        if (pointDepth > 0) {
            return;
        }
        switch (path.get(path.size() - 1)) {
            case "trk", "rte" -> {
                nameThere = null;
                typeThere = null;
                pointsThere = false;
                routes.pause();
            }
            case "trkseg" -> tracks.pause();
            case "trkpt", "rtept", "wpt" -> {
                pointDepth = path.size();
                latitude = attributes.getValue("lat");
                longitude = attributes.getValue("lon");
                elevation = null;
                time = null;
                heartRate = null;
            }
            default -> {
                // Its text may be wanted, at its end.
            }
        }
    }

    @Override
    public void end(List<String> path, String text) {
        String element = path.get(path.size() - 1);
        if (path.size() == pointDepth) {
            pointDepth = 0;
            endPoint(element);
        } else if (pointDepth > 0) {
            endInPoint(element, path.size() - pointDepth == 1, text);
        } else {
            endOutside(element, path.size() > 1 ? path.get(path.size() - 2) : "", text);
        }
    }

    private void endPoint(String element) {
        switch (element) {
            case "trkpt" -> {
                tracks.add(point());
                pointsThere = true;
            }
            case "rtept" -> {
                routes.add(point());
                pointsThere = true;
            }
            default -> {
                if (place.isEmpty()) {
                    place.add(point());
                }
            }
        }
    }

    private TrackPoint point() {
        return new TrackPoint(
                values.place(latitude, longitude),
                values.millis(time),
                values.elevation(elevation),
                values.heartRate(heartRate));
    }

    private void endInPoint(String element, boolean directly, String text) {
        switch (element) {
            case "ele" -> elevation = directly ? text : elevation;
            case "time" -> time = directly ? text : time;
            case "hr" -> heartRate = text;
            default -> {
                // Speed, course, satellites, …
            }
        }
    }

    private void endOutside(String element, String parent, String text) {
        boolean ofWay = parent.equals("trk") || parent.equals("rte");
        if (element.equals("name") && ofWay) {
            nameThere = text;
        } else if (element.equals("type") && ofWay) {
            typeThere = text;
        } else if (element.equals("name") && (parent.equals("metadata") || parent.equals("gpx"))) {
            fileName = text;
        } else if ((element.equals("trk") || element.equals("rte")) && pointsThere) {
            name = name == null || name.isBlank() ? nameThere : name;
            type = type == null || type.isBlank() ? typeThere : type;
        }
    }

    @Override
    public TrackDocument document() throws Rejection {
        var document = new DocumentFields(type);
        document.name(name == null || name.isBlank() ? fileName : name);
        boolean way = !tracks.isEmpty() || !routes.isEmpty();
        TrackSums sums = !tracks.isEmpty() ? tracks : way ? routes : place;
        if (sums.isEmpty()) {
            throw new Rejection(Reason.ACTIVITY_INVALID, "the GPX has no point of a track, a route or a place");
        }
        sums.addTo(document);
        if (way) {
            sums.addWayTo(document);
        } else {
            document.missing(Missing.NO_TRACK);
        }
        return document.document(values.unusable());
    }
}
