package io.joulestream.endpoint.tracks;

import io.joulestream.core.input.Rejection;
import java.io.IOException;
import java.io.InputStream;

/** Files of GPX (1.0 and 1.1) and TCX, each one activity. */
public final class Track {
    /** Of the XML; a day in seconds has some 25 MB. */
    private static final long MOST_BYTES = 64 << 20;

    private Track() {}

    /**
     * The activity of a file, by its root element, plain or gzip. {@link TrackSums} says how its numbers come of the
     * points, {@link GpxElements} and {@link TcxElements} what of the formats is read. The stream is read once, in
     * memory that does not grow with it, and is not closed.
     *
     * @throws Rejection where it is neither format, broken, has a document type, is too large or too deep, or has no
     *     activity in it
     * @throws IOException where the stream itself fails
     */
    public static TrackDocument read(InputStream in) throws Rejection, IOException {
        return read(in, MOST_BYTES);
    }

    static TrackDocument read(InputStream in, long mostBytes) throws Rejection, IOException {
        return TrackXml.read(in, mostBytes, root -> switch (root) {
                    case "gpx" -> new GpxElements();
                    case "TrainingCenterDatabase" -> new TcxElements();
                    default -> null;
                })
                .document();
    }
}
