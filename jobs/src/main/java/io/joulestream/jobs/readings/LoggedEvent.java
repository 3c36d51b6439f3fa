package io.joulestream.jobs.readings;

import io.joulestream.core.series.SeriesEvent;

/** An event and its place in its partition. */
record LoggedEvent(SeriesEvent event, long offset, long receivedMillis) {}
