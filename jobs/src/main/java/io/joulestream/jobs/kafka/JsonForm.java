package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent;
import java.time.ZoneId;

/** Any record of topic {@code readings}: JSON by the book, then core's judgement. Not thread-safe. */
final class JsonForm {
    private final FlatJson json = new FlatJson();
    private final ZoneId defaultZone;

    JsonForm(ZoneId defaultZone) {
        this.defaultZone = defaultZone;
    }

    SeriesEvent read(byte[] document, long receivedMillis) throws Rejection {
        return SeriesEvent.of(json.read(document), receivedMillis, defaultZone);
    }
}
