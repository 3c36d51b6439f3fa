package io.joulestream.endpoint;

import org.jspecify.annotations.Nullable;

/** The half-open range whose days are asked for: all days that it touches. */
record AskedDays(@Nullable Long fromMillis, @Nullable Long toMillis) {

    static AskedDays of(Parameters parameters) {
        var asked = new AskedDays(parameters.instant("from"), parameters.instant("to"));
        if (asked.fromMillis != null && asked.toMillis != null && asked.fromMillis >= asked.toMillis) {
            throw Problem.parameter("from", String.valueOf(parameters.text("from")), "before 'to'");
        }
        return asked;
    }

    long from() {
        return fromMillis == null ? PointsHandler.EARLIEST_MILLIS : within(fromMillis);
    }

    long to() {
        return toMillis == null ? PointsHandler.LATEST_MILLIS : within(toMillis);
    }

    private static long within(long millis) {
        return Math.min(PointsHandler.LATEST_MILLIS, Math.max(PointsHandler.EARLIEST_MILLIS, millis));
    }
}
