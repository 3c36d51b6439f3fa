package io.joulestream.endpoint.tracks;

import io.joulestream.core.input.Rejection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** Texts as files. */
final class TrackFile {
    private TrackFile() {}

    static TrackDocument read(String text) throws Rejection, IOException {
        return Track.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static TrackDocument gpx(String content) throws Rejection, IOException {
        return read("<gpx xmlns='http://www.topografix.com/GPX/1/1'>" + content + "</gpx>");
    }

    static TrackDocument tcx(String content) throws Rejection, IOException {
        return read("<TrainingCenterDatabase><Activities>" + content + "</Activities></TrainingCenterDatabase>");
    }

    /** A point of a GPX track with these further elements. */
    static String point(double lat, double lon, String content) {
        return "<trkpt lat='" + lat + "' lon='" + lon + "'>" + content + "</trkpt>";
    }

    static double number(TrackDocument document, String field) {
        return ((BigDecimal) Objects.requireNonNull(document.fields().get(field), field)).doubleValue();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
