package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.activity.ActivityEvent;
import io.joulestream.core.activity.ActivityKey;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tracks.Missing;
import io.joulestream.endpoint.tracks.StravaActivity;
import io.joulestream.endpoint.tracks.StravaExport;
import io.joulestream.endpoint.tracks.Track;
import io.joulestream.endpoint.tracks.TrackDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/activities} with a file: a GPX or TCX track, or an activity as Strava's API answers it, which is one, or the
 * {@code activities.csv} of a Strava bulk export, which is many. The answer says of each what the file does not tell.
 */
final class ActivityFiles {
    private static final List<String> TRACKS =
            List.of("application/gpx+xml", "application/vnd.garmin.tcx+xml", "application/tcx+xml");
    private static final String TABLE = "text/csv";
    private static final String STRAVA_ACTIVITY = "application/vnd.strava.activity+json";
    private static final String UPLOAD = "upload";
    private static final String STRAVA = "strava";
    private static final int MAX_LISTED = 10_000;

    private final EventLog log;
    private final Semaphore bodies;

    /** @param bodies what the bodies of all requests share */
    ActivityFiles(EventLog log, Semaphore bodies) {
        this.bodies = bodies;
        this.log = log;
    }

    /** Every content type of a file. */
    static List<String> types() {
        List<String> types = new ArrayList<>(TRACKS);
        types.add(TABLE);
        types.add(STRAVA_ACTIVITY);
        return types;
    }

    void post(Context ctx, String type) throws IOException, InterruptedException {
        boolean track = TRACKS.contains(type);
        var parameters = Parameters.of(ctx, track ? Set.of("source", "id", "start") : Set.of("source"));
        var posted = new Posted(Access.tenant(ctx), log.begin(ActivitiesHandler.TOPIC));
        Token token;
        try (var body = RequestBody.read(ctx, bodies)) {
            if (track) {
                readTrack(body, parameters, posted);
            } else if (type.equals(TABLE)) {
                readTable(body, or(parameters.text("source"), STRAVA), posted);
            } else {
                readStravaActivity(body, or(parameters.text("source"), STRAVA), posted);
            }
            token = posted.append.acknowledged();
        } catch (LogUnavailable e) {
            throw Problem.logAway(e);
        }
        if (posted.accepted == 0) {
            throw new Problem(422, "nothing_accepted", "there is no activity in the file that can be used")
                    .with(out -> posted.write(out, token));
        }
        ctx.status(202).contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> posted.write(out, token));
    }

    /** Without an id the file's content is it: the same file again is the same activity. */
    private static void readTrack(RequestBody body, Parameters parameters, Posted posted)
            throws IOException, LogUnavailable {
        MessageDigest digest = sha256();
        TrackDocument document;
        try (InputStream in = new DigestInputStream(body.open(), digest)) {
            document = Track.read(in);
            in.transferTo(OutputStream.nullOutputStream());
        } catch (Rejection e) {
            throw Problem.rejected(422, e).with("field", "body");
        }
        Map<String, Object> fields = new LinkedHashMap<>(document.fields());
        Long start = parameters.instant("start");
        if (start != null) {
            fields.putIfAbsent("start", BigDecimal.valueOf(start));
        }
        String id = or(parameters.text("id"), HexFormat.of().formatHex(digest.digest(), 0, 16));
        posted.add(0, or(parameters.text("source"), UPLOAD), id, document, fields);
    }

    private static void readStravaActivity(RequestBody body, String source, Posted posted)
            throws IOException, LogUnavailable {
        StravaActivity activity;
        try (InputStream in = body.open()) {
            activity = StravaActivity.read(in);
        } catch (Rejection e) {
            throw Problem.rejected(422, e).with("field", "body");
        }
        posted.add(
                0,
                source,
                activity.id(),
                activity.document(),
                activity.document().fields());
    }

    private static void readTable(RequestBody body, String source, Posted posted) throws IOException, LogUnavailable {
        Path file = Files.createTempFile("joulestream-activities", ".csv");
        try {
            try (InputStream in = body.open()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            StravaExport.read(file, new StravaExport.Sink<LogUnavailable>() {
                @Override
                public void activity(long row, String id, TrackDocument document) throws LogUnavailable {
                    posted.add(row, source, id, document, document.fields());
                }

                @Override
                public void refused(Refusal why) {
                    posted.refuse(why.row(), why.reason(), why.detail(), Set.of());
                }
            });
        } catch (Refusal e) {
            throw new Problem(422, e.reason(), e.detail()).with("field", "body");
        } finally {
            Files.delete(file);
        }
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** @param row line of a table where it starts, 0 of a track */
    private record Refused(long row, String reason, String detail, Set<Missing> missing) {}

    private record Taken(String source, String id, TrackDocument document) {}

    private static final class Posted {
        private final String tenant;
        private final EventLog.Append append;
        private final long nowMillis = System.currentTimeMillis();
        private final List<Refused> refused = new ArrayList<>();
        private final List<Taken> taken = new ArrayList<>();
        private long accepted;
        private long rejected;

        Posted(String tenant, EventLog.Append append) {
            this.tenant = tenant;
            this.append = append;
        }

        void add(long row, String source, String id, TrackDocument document, Map<String, Object> fields)
                throws LogUnavailable {
            ActivityKey key;
            try {
                key = ActivityKey.of(tenant, source, id);
                ActivityEvent.of(fields, nowMillis);
            } catch (Rejection e) {
                refuse(row, e.reason().code(), e.detail(), document.missing());
                return;
            }
            append.add(key.toString(), json(fields));
            accepted++;
            if (taken.size() < MAX_LISTED) {
                taken.add(new Taken(source, id, document));
            }
        }

        void refuse(long row, String reason, String detail, Set<Missing> missing) {
            rejected++;
            if (refused.size() < MAX_LISTED) {
                refused.add(new Refused(row, reason, detail, missing));
            }
        }

        private static byte[] json(Map<String, Object> fields) {
            var bytes = new ByteArrayOutputStream(256);
            try {
                JsonOut.object(bytes, out -> {
                    for (Map.Entry<String, Object> field : fields.entrySet()) {
                        out.any(field.getKey(), field.getValue());
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException("there is no other stream", e);
            }
            return bytes.toByteArray();
        }

        void write(JsonOut out, Token token) throws IOException {
            out.number("accepted", accepted);
            out.number("rejected_total", rejected);
            out.objects("rejected", refused, (each, item) -> {
                each.number("row", item.row());
                each.text("reason", item.reason());
                each.text("detail", item.detail());
                each.texts("missing", codes(item.missing()), code -> code);
            });
            out.objects("activities", taken, (each, item) -> {
                each.text("source", item.source());
                each.text("id", item.id());
                each.texts("missing", codes(item.document().missing()), code -> code);
                each.number("unusable", item.document().unusable());
            });
            out.text("token", token.text());
        }

        private static List<String> codes(Set<Missing> missing) {
            return missing.stream().map(Missing::code).toList();
        }
    }
}
