package io.joulestream.core.history;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.series.DefinitionBytes;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;
import org.jspecify.annotations.Nullable;

/** A definition with the meter events and what follows from both: together they decide all rows that readings give. */
record Shape(SeriesDefinition definition, SiteCalendar calendar, MeterEvents events, Fold fold) {

    static Shape of(SeriesDefinition definition, SiteCalendar calendar, MeterEvents events) {
        return new Shape(definition, calendar, events, Fold.of(definition, calendar, events));
    }

    Shape with(MeterEvents newEvents) {
        return of(definition, calendar, newEvents);
    }

    /** Whether the other shape, of the same meter events, gives the same rows for the same readings. */
    boolean foldsLike(Shape other) {
        return definition.foldsLike(other.definition) && calendar.fingerprint() == other.calendar.fingerprint();
    }

    /** Writes the shape, or that there is none. */
    static void write(ByteSink out, @Nullable Shape shape) {
        DefinitionBytes.write(out, shape == null ? null : shape.definition);
        if (shape != null) {
            out.writeSigned(shape.calendar.fingerprint());
            shape.events.write(out);
        }
    }

    static @Nullable Shape read(ByteSource in, CalendarVersions calendars) {
        SeriesDefinition definition = DefinitionBytes.read(in);
        return definition == null
                ? null
                : of(definition, calendars.version(definition.zone(), in.readSigned()), MeterEvents.read(in));
    }
}
