package io.joulestream.endpoint.tracks;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.tracks.TrackSums.Device;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * Garmin's Training Center Database, version 1 or 2: its one activity; of several in a file, nobody could tell which
 * one has the file's name. It begins with its first lap. Laps continue each other, and a further track within a lap
 * comes after a pause. The laps' own sums are the device's: where no point has a place, as indoors, they are distance
 * and moving time.
 */
final class TcxElements implements TrackXml.Elements {
    private final PointValues values = new PointValues();
    private final TrackSums sums = new TrackSums();
    private int activities;
    private @Nullable String sport;

    private int laps;
    private double lapMetres;
    private long lapMillis;
    private double heartBeats;
    private long heartMillis;

    /** Of the lap that is being read. */
    private int tracksInLap;

    private @Nullable Long lapStart;
    private double lapSeconds;
    private @Nullable Double lapHeartRate;

    /** Of the point that is being read. */
    private boolean inPoint;

    private @Nullable String latitude;
    private @Nullable String longitude;
    private @Nullable String elevation;
    private @Nullable String time;
    private @Nullable String heartRate;

    @Override
    public void start(List<String> path, Attributes attributes) {
        switch (path.get(path.size() - 1)) {
            case "Activity" -> {
                activities++;
                sport = attributes.getValue("Sport");
            }
            case "Lap" -> {
                laps++;
                tracksInLap = 0;
                lapStart = values.millis(attributes.getValue("StartTime"));
                lapSeconds = 0;
                lapHeartRate = null;
            }
            case "Track" -> {
                if (++tracksInLap > 1) {
                    sums.pause();
                }
            }
            case "Trackpoint" -> {
                inPoint = true;
                latitude = null;
                longitude = null;
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
        String parent = path.size() > 1 ? path.get(path.size() - 2) : "";
        if (inPoint) {
            endInPoint(element, parent, text);
        } else if (parent.equals("Lap")) {
            endInLap(element, text);
        } else if (parent.equals("AverageHeartRateBpm") && element.equals("Value")) {
            lapHeartRate = values.heartRate(text);
        } else if (element.equals("Lap")) {
            endLap();
        }
    }

    private void endInPoint(String element, String parent, String text) {
        switch (element) {
            case "Time" -> time = text;
            case "LatitudeDegrees" -> latitude = text;
            case "LongitudeDegrees" -> longitude = text;
            case "AltitudeMeters" -> elevation = text;
            case "Value" -> heartRate = parent.equals("HeartRateBpm") ? text : heartRate;
            case "Trackpoint" -> {
                inPoint = false;
                sums.add(new TrackPoint(
                        values.place(latitude, longitude),
                        values.millis(time),
                        values.elevation(elevation),
                        values.heartRate(heartRate)));
            }
            default -> {
                // Cadence, power, …
            }
        }
    }

    private void endInLap(String element, String text) {
        Double number =
                element.equals("TotalTimeSeconds") || element.equals("DistanceMeters") ? values.positive(text) : null;
        if (number != null && element.equals("TotalTimeSeconds")) {
            lapSeconds = number;
        } else if (number != null) {
            lapMetres += number;
        }
    }

    private void endLap() {
        long millis = Math.round(lapSeconds * 1000);
        lapMillis += millis;
        if (lapStart != null) {
            sums.during(lapStart, lapStart + millis);
        }
        if (lapHeartRate != null) {
            heartBeats += lapHeartRate * millis;
            heartMillis += millis;
        }
    }

    @Override
    public TrackDocument document() throws Rejection {
        if (activities != 1) {
            throw new Rejection(
                    Reason.ACTIVITY_INVALID,
                    "the TCX has " + activities + " activities; it must have one, and no more");
        }
        if (laps == 0 && sums.isEmpty()) {
            throw new Rejection(Reason.ACTIVITY_INVALID, "the TCX's activity has neither a lap nor a point");
        }
        if (laps > 0) {
            sums.device(new Device(lapMetres, lapMillis, heartMillis == 0 ? null : heartBeats / heartMillis));
        }
        var document = new DocumentFields(sport);
        sums.addTo(document);
        sums.addWayTo(document);
        return document.document(values.unusable());
    }
}
