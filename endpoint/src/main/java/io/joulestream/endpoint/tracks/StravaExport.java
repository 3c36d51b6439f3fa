package io.joulestream.endpoint.tracks;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tabular.RowReader;
import io.joulestream.endpoint.tabular.TableRow;
import io.joulestream.endpoint.tabular.TextFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code activities.csv} of a Strava bulk export in English, plain or gzip. Its dates are UTC. Of two columns
 * {@code Distance} the first is in the athlete's own unit and the second in metres; an export with only one has no
 * distance that is certain. No row has a place: its track does, in a file of its own that {@link Track} reads.
 */
public final class StravaExport {
    private static final long MOST_BYTES = 256L << 20;
    private static final Pattern ID = Pattern.compile("\\d{1,20}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,20})?");
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMM d, uuuu, h:mm:ss a")
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);

    private StravaExport() {}

    /** Takes each row, in their order. */
    public interface Sink<X extends Exception> {
        /**
         * @param row line of the file, from 1, where it starts
         * @param id Strava's
         */
        void activity(long row, String id, TrackDocument document) throws X;

        void refused(Refusal why) throws X;
    }

    /**
     * Reads all rows; one that cannot be used stops none after it.
     *
     * @throws Refusal of the whole: no text, too large, or without a column that is needed
     */
    public static <X extends Exception> void read(Path file, Sink<X> sink) throws Refusal, IOException, X {
        TextFile text = TextFile.inspect(file, StandardCharsets.UTF_8, MOST_BYTES);
        try (RowReader rows = text.rows(',')) {
            TableRow header = rows.next();
            if (header == null) {
                throw Refusal.of(1, "", Fault.FILE_EMPTY, "the file has only blank lines");
            }
            var columns = new StravaColumns(header);
            rows.expect(header.fields().length);
            while (next(rows, columns, sink)) {
                // The sink has it.
            }
        }
    }

    private static <X extends Exception> boolean next(RowReader rows, StravaColumns columns, Sink<X> sink)
            throws IOException, X {
        String id;
        TrackDocument document;
        TableRow row;
        try {
            row = rows.next();
            if (row == null) {
                return false;
            }
            columns.checkWidth(row);
            id = id(row, columns);
            document = document(row, columns);
        } catch (Refusal why) {
            sink.refused(why);
            return true;
        }
        sink.activity(row.line(), id, document);
        return true;
    }

    private static String id(TableRow row, StravaColumns columns) throws Refusal {
        String id = columns.text(row, StravaColumns.ID);
        if (id == null || !ID.matcher(id).matches()) {
            throw invalid(row, StravaColumns.ID, id, "a number of an activity");
        }
        return id;
    }

    private static TrackDocument document(TableRow row, StravaColumns columns) throws Refusal {
        var document = new DocumentFields(columns.text(row, StravaColumns.TYPE));
        document.start(start(row, columns.text(row, StravaColumns.DATE)));
        document.number("distance_m", number(row, columns, StravaColumns.DISTANCE));
        document.number("moving_s", number(row, columns, StravaColumns.MOVING));
        document.number("elapsed_s", number(row, columns, StravaColumns.ELAPSED));
        document.number("elevation_m", number(row, columns, StravaColumns.ELEVATION));
        document.number("heart_rate", number(row, columns, StravaColumns.HEART_RATE));
        document.name(columns.text(row, StravaColumns.NAME));
        document.missingFields();
        return document.document(0);
    }

    private static long start(TableRow row, @Nullable String date) throws Refusal {
        try {
            // Newer exports part the time from AM by a narrow blank that does not break.
            String usual = String.valueOf(date).replace('\u202f', ' ').replace('\u00a0', ' ');
            return LocalDateTime.parse(usual, DATE).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException e) {
            throw invalid(row, StravaColumns.DATE, date, "a date such as 'Jul 7, 2018, 5:04:11 PM'");
        }
    }

    private static @Nullable BigDecimal number(TableRow row, StravaColumns columns, String column) throws Refusal {
        String text = columns.text(row, column);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw invalid(row, column, text, "a number, 0 or greater, with a decimal point");
        }
        return new BigDecimal(text);
    }

    private static Refusal invalid(TableRow row, String column, @Nullable String value, String allowed) {
        String detail = value == null
                ? column + " is missing: " + allowed
                : column + " " + Refusal.shown(value) + " is not " + allowed;
        return Refusal.of(row.line(), column, new Rejection(Reason.ACTIVITY_INVALID, detail));
    }
}
